package dev.tandem.accounts.pipeline;

/** How much a forecast counts on deals of a stage. */
public enum ForecastCategory {
    OMITTED,
    PIPELINE,
    BEST_CASE,
    COMMIT,
    CLOSED
}
