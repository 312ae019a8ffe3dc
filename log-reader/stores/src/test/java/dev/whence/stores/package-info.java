/** Runs the queries of docs/queries.md in the stores that they are for. */
@NullMarked
package dev.whence.stores;

import org.jspecify.annotations.NullMarked;
