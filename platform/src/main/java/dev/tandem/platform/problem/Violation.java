package dev.tandem.platform.problem;

/**
 * One broken constraint.
 *
 * @param pointer where: an RFC 6901 pointer into the body ({@code ""} is the whole of it), or {@code ?name} for a query
 *        parameter
 * @param code kebab-case and stable; clients switch on it
 * @param message for people
 */
public record Violation(String pointer, String code, String message) {
}
