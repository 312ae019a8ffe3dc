/**
 * The weaving of classes that wait for monitors.
 */
@NullMarked
package dev.whence.agent.waiting;

import org.jspecify.annotations.NullMarked;
