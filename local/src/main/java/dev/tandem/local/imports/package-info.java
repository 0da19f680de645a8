/**
 * Sets of files and the way they go in: manifests, discovery, upload through the gateway, waiting until the figures have caught
 * up. The same client serves real files and the demo data.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.local.imports;
