/**
 * Tables and fields that hold values for objects without keeping the objects alive. This package knows nothing of
 * tasks and hooks.
 */
@NullMarked
package dev.whence.runtime.table;

import org.jspecify.annotations.NullMarked;
