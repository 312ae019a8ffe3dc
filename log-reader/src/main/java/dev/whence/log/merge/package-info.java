/**
 * Merges logs into one in a causal order, in bounded memory.
 *
 * <p>The lines of one file are not sorted by stamp: a slow service that follows a fast one may be as far back as their
 * clocks differ. A first pass over the stamps finds out how far. So the second pass holds only as many lines as that
 * takes, and spills them to disk if there are too many for the memory.
 */
@NullMarked
package dev.whence.log.merge;

import org.jspecify.annotations.NullMarked;
