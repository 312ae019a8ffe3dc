/**
 * What is in flight, for another process that asks. It is loaded when the first one asks, and forgotten when none has
 * asked for a while.
 */
@NullMarked
package dev.whence.agent.live;

import org.jspecify.annotations.NullMarked;
