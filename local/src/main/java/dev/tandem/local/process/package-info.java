/**
 * Processes that outlive the code that started them. They run in a session of their own, so that Ctrl-C reaches the launcher
 * alone, and are found again after a launcher was killed.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local.process;
