package dev.tandem.metrics.kpi;

/** The two businesses, whose figures are never averaged together. */
public enum Model {
    B2B,
    B2C;

    public Model other() {
        return this == B2B ? B2C : B2B;
    }
}
