/**
 * The five processes as one thing: what each is given, when it is ready, what happens when it dies. Everything starts and stops
 * here.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local.suite;
