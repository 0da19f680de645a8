package dev.tandem.platform.resource;

import java.util.UUID;

/** What each single record shows: enough for its address and its entity tag. */
public interface RecordView {

    UUID id();

    long version();
}
