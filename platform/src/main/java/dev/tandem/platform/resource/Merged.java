package dev.tandem.platform.resource;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What has become one, or would.
 *
 * @param record the record that stays, as it is then
 * @param ids those that went
 * @param moved how many records of other kinds went along, by the name of their collection
 * @param conflicts the values that were left behind
 */
public record Merged<V extends RecordView>(V record, List<UUID> ids, Map<String, Integer> moved,
        List<MergeConflict> conflicts) {
}
