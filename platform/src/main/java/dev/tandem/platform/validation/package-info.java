/** Bean Validation whose violations carry pointers and stable codes, all in one refusal. */
@org.jspecify.annotations.NullMarked
package dev.tandem.platform.validation;
