package dev.tandem.accounts.contact;

import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.tandem.platform.resource.MergeConflict;
import dev.tandem.platform.resource.Merged;

/** Who became one contact, or would. */
@Schema(name = "ContactMerge")
public record ContactMergeView(@Schema(description = "True where nothing was changed") boolean dryRun,
        @Schema(description = "The contact that stays, as it is then") ContactView contact,
        @Schema(description = "The contacts that went") List<UUID> ids,
        @Schema(description = "Values that were left behind; the audit remembers them") List<MergeConflict> conflicts) {

    static ContactMergeView of(Merged<ContactView> merged, boolean dryRun) {
        return new ContactMergeView(dryRun, merged.record(), merged.ids(), merged.conflicts());
    }
}
