/**
 * Which upstream a path belongs to, and whether a path may pass at all. Pure: the table is read once at the start, and a
 * bad one stops it.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.gateway.route;
