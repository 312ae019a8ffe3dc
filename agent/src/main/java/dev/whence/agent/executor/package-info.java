/**
 * The weaving of executors that an application or a library implements itself. Nothing is known of these classes
 * beforehand; they are found as they load, whatever their names.
 */
@NullMarked
package dev.whence.agent.executor;

import org.jspecify.annotations.NullMarked;
