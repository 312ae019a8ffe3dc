/**
 * The woven types of libraries that keep tasks or listeners of their own, one file for each library or part of one, and
 * {@link dev.whence.agent.library.CarryingLibraries}, a table of those that need no hooks of their own. The
 * Javadoc of each class shows in Java what the methods become, as in {@link dev.whence.agent.jdk}.
 */
@NullMarked
package dev.whence.agent.library;

import org.jspecify.annotations.NullMarked;
