/**
 * How many requests one caller may send: token buckets, counted by this process alone or by all replicas together in Redis,
 * and the RateLimit fields that tell a client where it stands.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.limit;
