package dev.tandem.platform.webhook;

/** What a secret looks like. */
final class Secret {

    /** Visible ASCII, so that every language sees the same bytes. */
    static final String PATTERN = "[!-~]*";

    private Secret() {
    }
}
