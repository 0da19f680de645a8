package dev.tandem.metrics.ingest;

import java.util.List;
import java.util.UUID;

import dev.tandem.metrics.state.EntityState;
import dev.tandem.metrics.state.Feed;

/** What a generation holds for others to begin with. */
public interface LaneBase {

    /** Less than every id. */
    UUID FIRST = new UUID(0, 0);

    /** Refuses to be read from while it is not sealed, because then it moves or goes. */
    void requireSealed();

    /** Where all of its lanes stand. */
    LaneCursor cursor(String service);

    /** The next states of one of its lanes, by id. */
    List<EntityState> states(int lane, Feed feed, UUID after, int size);

    /** Takes over what is no state: the versions of erasures, and what tells that periods were restated. */
    void takeOver(String service, int lanes, int ofLanes);
}
