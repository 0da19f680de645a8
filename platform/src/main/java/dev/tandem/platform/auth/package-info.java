/**
 * Who calls: tokens of a configured list of issuers, each with the roles it may give. A service without an issuer does not
 * start.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.auth;
