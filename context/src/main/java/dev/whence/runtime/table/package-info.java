/**
 * Tables and injected fields that hold values for objects without keeping the objects alive. This package does not
 * depend on tasks or hooks.
 */
@NullMarked
package dev.whence.runtime.table;

import org.jspecify.annotations.NullMarked;
