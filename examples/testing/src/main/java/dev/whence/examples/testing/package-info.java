/** A checkout in two versions, one with a fault, for tests that probe its timing and ordering. */
@NullMarked
package dev.whence.examples.testing;

import org.jspecify.annotations.NullMarked;
