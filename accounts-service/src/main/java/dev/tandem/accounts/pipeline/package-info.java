/**
 * Pipelines and their stages, which are data: a company may follow several ways of selling. A stage alone says whether a deal
 * in it is closed, and won.
 */
@NullMarked
package dev.tandem.accounts.pipeline;

import org.jspecify.annotations.NullMarked;
