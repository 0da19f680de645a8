package dev.tandem.metrics.ingest;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;

/** The token of role system that feeds are read with; whoever gives it also renews it. */
interface FeedToken {

    /** Empty where none is configured. */
    Optional<String> token();

    /** A service did not take the token, so another one is wanted although this one should still hold. */
    void refused();

    /** Client credentials where they are configured, else the file. */
    static FeedToken of(FeedsConfig feeds, HttpClient http, Clock clock) {
        return feeds.client().<FeedToken> map(client -> new ClientCredentials(client, http, clock))
                .orElseGet(() -> new TokenFile(feeds.tokenFile().orElse(null)));
    }
}
