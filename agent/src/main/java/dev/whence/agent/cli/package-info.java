/** The command line of the agent's jar: attach, check, dump, ps and version. */
@NullMarked
package dev.whence.agent.cli;

import org.jspecify.annotations.NullMarked;
