package dev.tandem.accounts.opportunity;

import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the company decides about deals. */
@ConfigMapping(prefix = "tandem.opportunities")
interface OpportunityConfig {

    /** Why deals are lost. {@code NOT_RECORDED} comes with imports only. */
    @WithDefault("PRICE,BUDGET,TIMING,NO_DECISION,COMPETITOR,MISSING_FEATURE,TRUST,NO_RESPONSE,OTHER,NOT_RECORDED")
    Set<String> lostReasons();

    /** Where deals come from: the one channel list of both models. */
    @WithDefault("paid-social,search,content,email,events,outbound,partner,referral,direct,other")
    Set<String> leadSources();
}
