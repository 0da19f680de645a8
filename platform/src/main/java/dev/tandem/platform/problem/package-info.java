/**
 * One shape for every refusal: RFC 9457 problem+json with a stable code and all violations at once. Rules throw a {@link
 * dev.tandem.platform.problem.ProblemException} with a kind; only this package knows HTTP statuses.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.problem;
