/**
 * Plain SQL for what has no entity: the tables of the platform's own engines. A statement joins the transaction that is
 * there and stands alone where there is none.
 */
@NullMarked
package dev.tandem.platform.database;

import org.jspecify.annotations.NullMarked;
