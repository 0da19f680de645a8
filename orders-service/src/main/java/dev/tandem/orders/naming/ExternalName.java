package dev.tandem.orders.naming;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.record.ExternalIds.ExternalId;

/** The name of a record in another system, as clients send it. */
@Schema(name = "ExternalName", example = "{\"system\":\"shopify\",\"id\":\"4711\"}")
public record ExternalName(@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9_.-]{0,62}") @Nullable String system,
        @NotNull @Size(min = 1, max = 200) @Nullable String id) {

    public static List<ExternalId> ids(@Nullable List<ExternalName> names) {
        return names == null ? List.of()
                : names.stream().map(name -> new ExternalId(String.valueOf(name.system), String.valueOf(name.id))).distinct()
                        .toList();
    }

    public static List<ExternalName> of(List<ExternalId> ids) {
        return ids.stream().map(id -> new ExternalName(id.system(), id.id())).toList();
    }

    /** The name by which the feed refers to a record: the oldest one. */
    public static @Nullable String first(@Nullable List<ExternalId> ids) {
        return ids == null || ids.isEmpty() ? null : ids.getFirst().id();
    }
}
