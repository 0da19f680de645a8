/** What is sold to companies: goods, services and software. The SKU is the key common with the consumer side. */
@NullMarked
package dev.tandem.accounts.product;

import org.jspecify.annotations.NullMarked;
