/**
 * Keys of persons. What is written about a person where nothing is ever rewritten is sealed with a key of that person,
 * so that an erasure is the deletion of one row.
 */
@NullMarked
package dev.tandem.platform.personal;

import org.jspecify.annotations.NullMarked;
