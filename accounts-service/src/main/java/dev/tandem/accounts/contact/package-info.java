/**
 * The people that the company deals with, and what they are in which account. What tells who somebody is lives here alone: in
 * the audit it is sealed with the person's key, and the feed never carries it.
 */
@NullMarked
package dev.tandem.accounts.contact;

import org.jspecify.annotations.NullMarked;
