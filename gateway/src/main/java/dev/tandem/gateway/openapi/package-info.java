/**
 * One valid OpenAPI document out of the services' own. Names that mean different things in two services are told apart.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.openapi;
