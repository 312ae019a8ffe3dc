/** Somebody else's service, in a JVM of its own: it says whether a card may be charged. */
@NullMarked
package dev.whence.demo.gateway;

import org.jspecify.annotations.NullMarked;
