/** The hops that {@code check} sends through the hooks: a class for each family of them. */
@NullMarked
package dev.whence.agent.cli.probe;

import org.jspecify.annotations.NullMarked;
