/** The front door: one process that routes, checks and bounds every call, and knows nothing of what the calls mean. */
@NullMarked
package dev.tandem.gateway;

import org.jspecify.annotations.NullMarked;
