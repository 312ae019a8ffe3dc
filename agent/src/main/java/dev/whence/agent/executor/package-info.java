/** Executors that an application or a library implements itself: found as they load, whatever their names. */
@NullMarked
package dev.whence.agent.executor;

import org.jspecify.annotations.NullMarked;
