/** RFC 7396 merge patches over settable records, with the same strictness as a full write. */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.patch;
