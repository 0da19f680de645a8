/**
 * Behind ./tandem images: packs what the services' builds left into container images, runs these once to learn what the JVM
 * loads, and packs them again with that. It knows the services by name and the launcher as a user does.
 */
@org.jspecify.annotations.NullMarked
package dev.tandem.images;
