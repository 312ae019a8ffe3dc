/**
 * The hooks of HTTP servers and clients. They are called by code that the agent's package {@code http} weaves, and by
 * the glue classes that the agent defines in the class loader of a library.
 */
@NullMarked
package dev.whence.runtime.http;

import org.jspecify.annotations.NullMarked;
