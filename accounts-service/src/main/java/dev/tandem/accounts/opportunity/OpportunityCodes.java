package dev.tandem.accounts.opportunity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Checks the codes of a deal against the company's lists. */
@Singleton
class OpportunityCodes {

    /** What an import says where its source does not know why a deal was lost. */
    static final String NOT_RECORDED = "NOT_RECORDED";

    private final Set<String> lostReasons;
    private final Set<String> leadSources;

    OpportunityCodes(OpportunityConfig config) {
        this.lostReasons = config.lostReasons();
        this.leadSources = config.leadSources();
    }

    List<Violation> check(@Nullable String leadSource, @Nullable String lostReason) {
        List<Violation> found = new ArrayList<>();
        if (leadSource != null && !leadSources.contains(leadSource)) {
            found.add(new Violation("/leadSource", "unknown-lead-source",
                    "\"" + leadSource + "\" is no configured lead source."));
        }
        if (lostReason != null && !lostReasons.contains(lostReason)) {
            found.add(new Violation("/lostReason", "unknown-lost-reason", "\"" + lostReason + "\" is no configured reason."));
        }
        return found;
    }

    /** A reason given by a person, who is there to be asked. */
    void checkGiven(@Nullable String lostReason) {
        List<Violation> found = check(null, lostReason);
        if (NOT_RECORDED.equals(lostReason)) {
            found.add(new Violation("/lostReason", "unknown-lost-reason", "NOT_RECORDED is for imports only."));
        }
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
    }
}
