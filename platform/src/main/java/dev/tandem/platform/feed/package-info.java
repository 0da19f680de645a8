/**
 * The event feeds of a service: the outbox that is written with every change, and the reading side that serves it in
 * one total order without ever losing a slow transaction. What an event means is the business of who writes it.
 */
@NullMarked
package dev.tandem.platform.feed;

import org.jspecify.annotations.NullMarked;
