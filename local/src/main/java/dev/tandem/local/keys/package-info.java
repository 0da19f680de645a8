/**
 * The key pairs of the local profile and the token with which metrics-service reads feeds. Private parts are readable by the
 * user alone.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local.keys;
