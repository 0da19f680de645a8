package dev.tandem.accounts.account;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.tandem.platform.resource.MergeConflict;
import dev.tandem.platform.resource.Merged;

/** What became one account, or would. */
@Schema(name = "AccountMerge")
public record AccountMergeView(@Schema(description = "True where nothing was changed") boolean dryRun,
        @Schema(description = "The account that stays, as it is then") AccountView account,
        @Schema(description = "The accounts that went") List<UUID> ids,
        @Schema(description = "How many records went along, deleted ones among them", example = "{\"accounts\":0,\"contacts\":3,\"opportunities\":2}") Map<String, Integer> moved,
        @Schema(description = "Values that were left behind; the audit remembers them") List<MergeConflict> conflicts) {

    static AccountMergeView of(Merged<AccountView> merged, boolean dryRun) {
        return new AccountMergeView(dryRun, merged.record(), merged.ids(), merged.moved(), merged.conflicts());
    }
}
