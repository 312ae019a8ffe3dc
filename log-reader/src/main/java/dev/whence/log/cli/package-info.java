/** The commands for logs: {@code java -jar whence-logs.jar}, and {@code logs} of the agent's jar. */
@NullMarked
package dev.whence.log.cli;

import org.jspecify.annotations.NullMarked;
