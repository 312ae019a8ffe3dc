/**
 * The woven types of libraries that keep tasks or listeners of their own, one file for each library or part of one. The
 * Javadoc of each class shows in Java what the methods become, as in {@link dev.whence.agent.jdk}.
 */
@NullMarked
package dev.whence.agent.library;

import org.jspecify.annotations.NullMarked;
