/** The command line of the agent. */
@NullMarked
package dev.whence.agent.cli;

import org.jspecify.annotations.NullMarked;
