/**
 * Business time apart from system time: when a fact happened in the company's calendar, as an instant or only as a day. The
 * clock is injected everywhere, so that tests own the time.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.time;
