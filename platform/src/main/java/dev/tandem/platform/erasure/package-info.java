/**
 * The rights of a person about whom records are kept: to have all of it, and to have it forgotten. Features say what they
 * keep; that nothing is forgotten along the way (audit, stored replies, names, files) is seen to here.
 */
@NullMarked
package dev.tandem.platform.erasure;

import org.jspecify.annotations.NullMarked;
