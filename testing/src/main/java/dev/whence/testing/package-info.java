/**
 * Tests that probe timing and ordering, for JUnit Jupiter.
 *
 * <p>{@link dev.whence.testing.Timeline} tells whether one event of a test is ordered before another, or has only come
 * first this time.
 */
@NullMarked
package dev.whence.testing;

import org.jspecify.annotations.NullMarked;
