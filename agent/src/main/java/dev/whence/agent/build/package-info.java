/** The build of the jar; not part of it. */
@NullMarked
package dev.whence.agent.build;

import org.jspecify.annotations.NullMarked;
