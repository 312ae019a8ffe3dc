/** Calls that delay tasks, for tests that run under many schedules. They are inserted only when a test asks for them. */
@NullMarked
package dev.whence.agent.perturbation;

import org.jspecify.annotations.NullMarked;
