/**
 * The accessor of the correlation for Micrometer's context propagation, which Reactor uses among others. It works with
 * and without the agent. The application provides the library; no other part of Whence needs it.
 */
@NullMarked
package dev.whence.micrometer;

import org.jspecify.annotations.NullMarked;
