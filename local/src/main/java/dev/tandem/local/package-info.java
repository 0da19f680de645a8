/**
 * The launcher behind ./tandem: reads the command line and starts, stops, shows or feeds the suite on this machine. It holds no
 * business rule and talks to the services only as a client would.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local;
