/**
 * What one run of the launcher is given: its data folder, its ports, its terminal. Failures that end a command carry one
 * sentence and the exit code.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local.home;
