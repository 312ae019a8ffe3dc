/** How the context is hooked into the JDK: the start of the agent and its options. */
@NullMarked
package dev.whence.agent;

import org.jspecify.annotations.NullMarked;
