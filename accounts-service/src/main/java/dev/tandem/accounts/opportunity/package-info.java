/**
 * Deals: what they are about, which stage they are in, where they have been, and how they ended. It owns the rules that keep a
 * deal, its stage and its history in step.
 */
@NullMarked
package dev.tandem.accounts.opportunity;

import org.jspecify.annotations.NullMarked;
