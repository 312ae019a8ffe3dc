/**
 * Bugs of asynchronous programs that somebody really had: one package for each, with a program that has the bug and the same
 * program without it. The programs know nothing of Whence. {@link dev.whence.catalogue.Bug} tells what is wrong and what shows
 * it.
 */
@NullMarked
package dev.whence.catalogue;

import org.jspecify.annotations.NullMarked;
