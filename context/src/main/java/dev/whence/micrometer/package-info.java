/**
 * What carries the correlation where Micrometer's context propagation is used, as by Reactor, with and without the agent.
 * The library is the application's: nothing else of Whence needs it.
 */
@NullMarked
package dev.whence.micrometer;

import org.jspecify.annotations.NullMarked;
