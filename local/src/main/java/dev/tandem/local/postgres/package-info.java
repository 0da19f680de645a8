/**
 * The embedded PostgreSQL: unpacked, initialised, started durable and stopped with a wait. Each service has a database with an
 * owner for migrations and a role for its work.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local.postgres;
