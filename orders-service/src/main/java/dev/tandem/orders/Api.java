package dev.tandem.orders;

/** What all resources of this service say alike. */
public final class Api {

    public static final String PREFIX = "/api/v1/b2c";
    public static final String MERGE_PATCH = "application/merge-patch+json";

    /** How lists read; repeated in the description of each. */
    public static final String LISTS = " Pages by cursor; limit is 1 to 200, 50 where absent. A filter value of null asks for absence.";

    private Api() {
    }
}
