/**
 * The manners of every REST resource: request ids, entity tags, idempotent POSTs, keyset pages and a bound on the requests
 * in work.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.http;
