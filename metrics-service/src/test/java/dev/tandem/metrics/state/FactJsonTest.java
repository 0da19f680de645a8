package dev.tandem.metrics.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/** Samples of what the producers publish; a change over there that this service cannot read fails here. */
class FactJsonTest {

    private static final String DEAL = """
            {"id":"0198c0de-0000-7000-8000-000000000001","accountId":"0198c0de-0000-7000-8000-000000000002",
             "ownerId":"0198c0de-0000-7000-8000-000000000003","teamId":null,"pipelineId":"0198c0de-0000-7000-8000-000000000004",
             "stageId":"0198c0de-0000-7000-8000-000000000005","stageCode":"WON","type":null,"recordSource":"IMPORT",
             "leadSource":null,"amount":{"amount":"1054.00","currency":"USD"},"probability":100,"forecastCategory":"CLOSED",
             "isClosed":true,"isWon":true,"lostReason":null,"openedAt":"2016-10-20T00:00:00Z","openedOn":"2016-10-20",
             "openedPrecision":"DAY","openedOnEstimated":false,"closedAt":"2017-03-01T00:00:00Z","closedOn":"2017-03-01",
             "closedPrecision":"DAY","expectedCloseOn":null,"reopenCount":0,
             "lines":[{"lineNo":1,"productId":"0198c0de-0000-7000-8000-000000000006","quantity":1,
                       "amount":{"amount":"1054.00","currency":"USD"}}],"externalId":"1C1I7A6R","version":1}""";
    private static final String ORDER = """
            {"id":"0198c0de-0000-7000-8000-000000000001","orderNo":"T-1","customerId":"0198c0de-0000-7000-8000-000000000002",
             "status":"COMPLETED","channel":null,"country":null,"occurredAt":"1997-01-01T00:00:00Z","occurredOn":"1997-01-01",
             "precision":"DAY","currency":"USD","total":{"amount":"11.77","currency":"USD"},
             "discountTotal":{"amount":"0.00","currency":"USD"},"taxTotal":{"amount":"0.00","currency":"USD"},
             "shippingTotal":{"amount":"0.00","currency":"USD"},"lines":[{"lineNo":1,"productId":null,"sku":null,"quantity":1,
             "lineTotal":{"amount":"11.77","currency":"USD"}}],
             "payments":[{"id":"0198c0de-0000-7000-8000-000000000003","type":"CAPTURE","state":"SUCCEEDED",
             "amount":{"amount":"11.77","currency":"USD"},"occurredAt":"1997-01-01T00:00:00Z","occurredOn":"1997-01-01",
             "precision":"DAY"}],"paymentStatus":"PAID","recordSource":"IMPORT","externalId":"00001-19970101-1","version":1}""";

    private static final String REVIEW = """
            {"id":"0198c0de-0000-7000-8000-000000000001","productId":"0198c0de-0000-7000-8000-000000000002",
             "customerId":"0198c0de-0000-7000-8000-000000000003","orderId":"0198c0de-0000-7000-8000-000000000004","lineNo":1,
             "rating":4,"state":"APPROVED","verified":true,"locale":"en","channel":"web","country":"ID",
             "occurredAt":"2026-01-10T12:00:00Z","occurredOn":"2026-01-10","precision":"INSTANT",
             "moderatedAt":"2026-01-11T08:00:00Z","recordSource":"IMPORT","externalId":"R-1","version":2}""";

    private static Fact read(Feed feed, String json) throws IOException {
        return FactJson.read(feed, new ObjectMapper().readTree(json));
    }

    @Test
    void readsAPublishedDeal() throws IOException {
        OpportunityFact deal = (OpportunityFact) read(Feed.OPPORTUNITY, DEAL);

        assertThat(deal.isClosed()).isTrue();
        assertThat(deal.isWon()).isTrue();
        assertThat(deal.amount()).isEqualTo(new Money(105400, "USD"));
        assertThat(deal.openedOn()).isEqualTo(LocalDate.of(2016, 10, 20));
        assertThat(deal.closedPrecision()).isEqualTo(Precision.DAY);
        assertThat(deal.allLines()).singleElement().extracting(OpportunityFact.Line::amount)
                .isEqualTo(new Money(105400, "USD"));
        assertThat(deal.isImported()).isTrue();
        assertThat(deal.refs()).hasSize(2);
    }

    @Test
    void readsAPublishedOrder() throws IOException {
        OrderFact order = (OrderFact) read(Feed.ORDER, ORDER);

        assertThat(order.total()).isEqualTo(new Money(1177, "USD"));
        assertThat(order.isCounted()).isTrue();
        assertThat(order.allLines()).singleElement()
                .isEqualTo(new OrderFact.Line(1, null, 1, new Money(1177, "USD")));
        assertThat(order.allPayments()).singleElement().extracting(OrderFact.Payment::type).isEqualTo("CAPTURE");
        assertThat(order.isImported()).isTrue();
    }

    @Test
    void readsAPublishedReview() throws IOException {
        ReviewFact review = (ReviewFact) read(Feed.REVIEW, REVIEW);

        assertThat(review.isPublished()).isTrue();
        assertThat(review.rating()).isEqualTo(4);
        assertThat(review.isImported()).isTrue();
        assertThat(FactJson.read(Feed.REVIEW, FactJson.write(review))).isEqualTo(review);
    }

    @Test
    void whatIsStoredReadsBackAsItWas() throws IOException {
        for (Fact fact : List.of(read(Feed.OPPORTUNITY, DEAL))) {
            assertThat(FactJson.read(Feed.OPPORTUNITY, FactJson.write(fact))).isEqualTo(fact);
        }
        Fact order = read(Feed.ORDER, ORDER);
        assertThat(FactJson.read(Feed.ORDER, FactJson.write(order))).isEqualTo(order);
    }

    @Test
    void aRecordThatCannotBeReadNamesItsFeed() {
        assertThatThrownBy(() -> read(Feed.ORDER, "{\"occurredAt\":\"yesterday\"}"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("orders/order");
    }
}
