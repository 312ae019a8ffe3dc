/**
 * The start of the agent: its entry, its options, and the installation of the weavers.
 *
 * <p>{@link dev.whence.agent.Agent} is the entry and the agent's class loader. {@link dev.whence.agent.Startup} is the
 * start with {@code -javaagent}, {@link dev.whence.agent.LateStartup} that in a running application. Both put the
 * runtime into the boot loader ({@code BootLoader}) and install the weavers ({@code Installation}).
 */
@NullMarked
package dev.whence.agent;

import org.jspecify.annotations.NullMarked;
