/** What the build of the agent runs. It is compiled apart from the agent, and is not in its jar. */
@NullMarked
package dev.whence.agent.build;

import org.jspecify.annotations.NullMarked;
