/**
 * The gateway's own refusals as RFC 9457 problem+json, in the same shape as the services'. Small on purpose: the gateway
 * shares no code with them, because their plumbing brings a database along.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.problem;
