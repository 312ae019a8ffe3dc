/** The workshop: exercises whose code has a bug, and the commands that lead through them. */
@NullMarked
package dev.whence.demo.workshop;

import org.jspecify.annotations.NullMarked;
