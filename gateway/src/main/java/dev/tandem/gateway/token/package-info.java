/**
 * The tokens that the gateway itself hands out: for guests, and for the log-ins of the local profile. Keys come from files
 * and are never written anywhere.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.token;
