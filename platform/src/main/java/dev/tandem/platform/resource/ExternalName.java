package dev.tandem.platform.resource;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds.ExternalId;

/** The name of a record in another system, as clients send it. */
@Schema(name = "ExternalName", example = "{\"system\":\"shopify\",\"id\":\"4711\"}")
public record ExternalName(@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9_.-]{0,62}") @Nullable String system,
        @NotNull @Size(min = 1, max = 200) @Nullable String id) {

    /** How many names one record may have. */
    static final int MOST = 20;

    /** All names of a record; replaced whole. */
    record All(@Size(max = ExternalName.MOST) @Nullable List<@NotNull @Valid ExternalName> externalIds) {
    }

    /** The names without repetitions. */
    public static List<ExternalId> ids(@Nullable List<ExternalName> names) {
        return names == null ? List.of()
                : names.stream().map(name -> new ExternalId(String.valueOf(name.system), String.valueOf(name.id))).distinct()
                        .toList();
    }

    public static List<ExternalName> of(List<ExternalId> ids) {
        return ids.stream().map(id -> new ExternalName(id.system(), id.id())).toList();
    }

    /** The name in a query parameter, {@code system:id}; a system has no colon, an id may have. */
    static ExternalId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw ProblemException.badRequest("invalid-parameter", "?externalId", "An external id is asked as system:id.");
        }
        return new ExternalId(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The name by which the feed refers to a record: the oldest one that is not itself somebody's address. */
    public static @Nullable String first(@Nullable List<ExternalId> ids) {
        return ids == null ? null
                : ids.stream().filter(id -> !isPersonal(id)).map(ExternalId::id).findFirst().orElse(null);
    }

    /** Whether the name tells of a person by itself: some systems know people, and what they did, by e-mail address. */
    public static boolean isPersonal(ExternalId name) {
        return name.id().contains("@");
    }
}
