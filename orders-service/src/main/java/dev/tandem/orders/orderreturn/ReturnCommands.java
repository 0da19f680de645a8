package dev.tandem.orders.orderreturn;

import java.util.List;
import java.util.Objects;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.orders.orderreturn.ReturnLine.Arrival;
import dev.tandem.orders.orderreturn.ReturnLine.Wish;

/** What clients say about returns. Free text stays in this service; the feed does not carry it. */
public final class ReturnCommands {

    private static final int MAX_LINES = 1000;

    private ReturnCommands() {
    }

    /** What is to come back of an order. */
    @Schema(name = "RequestReturn", example = """
            {"lines":[{"lineNo":1,"requestedQty":2,"reason":"DAMAGED"}],"comment":"The cap was broken."}""")
    public record Request(
            @NotNull @NotEmpty @Size(max = MAX_LINES) @Nullable List<@NotNull @Valid RequestLine> lines,
            @Size(max = 1000) @Nullable String comment) {

        List<Wish> wishes() {
            return Objects.requireNonNull(lines).stream().map(line -> new Wish(Objects.requireNonNull(line.lineNo()),
                    Objects.requireNonNull(line.requestedQty()), Objects.requireNonNull(line.reason()))).toList();
        }
    }

    /** So many pieces of one line of the order. */
    public record RequestLine(@NotNull @Nullable Integer lineNo, @NotNull @Min(1) @Nullable Integer requestedQty,
            @NotNull @Nullable ReturnReason reason) {
    }

    /** What has arrived; every line of the return is named. */
    @Schema(name = "ReceiveReturn", example = """
            {"lines":[{"lineNo":1,"receivedQty":1,"condition":"RESALEABLE"}]}""")
    public record Receive(
            @NotNull @NotEmpty @Size(max = MAX_LINES) @Nullable List<@NotNull @Valid ReceivedLine> lines) {

        List<Arrival> arrivals() {
            return Objects.requireNonNull(lines).stream().map(line -> new Arrival(Objects.requireNonNull(line.lineNo()),
                    Objects.requireNonNull(line.receivedQty()), line.condition())).toList();
        }
    }

    /**
     * What has arrived of one line.
     *
     * @param receivedQty 0 where nothing did
     * @param condition absent where nothing arrived
     */
    public record ReceivedLine(@NotNull @Nullable Integer lineNo, @NotNull @Min(0) @Nullable Integer receivedQty,
            @Nullable Condition condition) {
    }

    /** Why a return ends without money. */
    @Schema(name = "ReturnReasonGiven", example = "{\"reason\":\"The seal was broken\"}")
    public record Reason(@Size(max = 500) @Nullable String reason) {
    }

    /** @param reference the provider's number of the refund; the return itself where absent */
    @Schema(name = "RefundReturn", example = "{\"reference\":\"psp-4712\"}")
    public record Refund(@Size(max = 200) @Nullable String reference) {
    }
}
