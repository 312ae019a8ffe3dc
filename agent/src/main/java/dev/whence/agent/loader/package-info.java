/**
 * The weaving of class loaders that an application or a library brings: they find the runtime, whatever they delegate.
 */
@NullMarked
package dev.whence.agent.loader;

import org.jspecify.annotations.NullMarked;
