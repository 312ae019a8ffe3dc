/**
 * The order service on Spring WebFlux.
 */
@NullMarked
package dev.whence.services.webflux;

import org.jspecify.annotations.NullMarked;
