package dev.tandem.metrics.exchangerate;

import dev.tandem.platform.feed.WritePosition;

/** What the resources of this package say alike. */
final class RateAccess {

    static final String PATH = "/api/v1/metrics/exchange-rates";
    static final String READERS = "Roles: analyst, admin, marketing, finance, sales-manager, sales, shop, support. ";
    static final String WRITERS = "Roles: admin, finance. ";

    private static final String SERVICE = "metrics";
    private static final int EPOCH = 1;

    private RateAccess() {
    }

    /** What a reader of figures hands back as {@code minPosition} to see this turn applied. */
    static String position(ExchangeRate.Turn turn) {
        return new WritePosition(SERVICE, EPOCH, turn.seq()).encode();
    }
}
