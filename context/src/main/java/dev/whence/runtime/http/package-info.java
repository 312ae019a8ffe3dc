/**
 * The hooks of HTTP servers and clients. The agent's package {@code http}, and the glue that it defines beside a
 * library, call them.
 */
@NullMarked
package dev.whence.runtime.http;

import org.jspecify.annotations.NullMarked;
