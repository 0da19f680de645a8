/**
 * The order in which every request is looked at: path, size of headers, owner of the path, token. What is not named here
 * is not there.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.front;
