/**
 * Who may come in: the token is judged at the edge by signature, issuer, audience and time. Each service judges it again.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.security;
