/** The weaver: where code is spliced into a method, and what. */
@NullMarked
package dev.whence.agent.weave;

import org.jspecify.annotations.NullMarked;
