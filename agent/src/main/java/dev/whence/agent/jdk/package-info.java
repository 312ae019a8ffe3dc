/**
 * The woven types of the JDK, one file each: the listing of this package is the list of what is covered.
 * {@code docs/compatibility.md} names the JDKs on which they were run.
 */
@NullMarked
package dev.whence.agent.jdk;

import org.jspecify.annotations.NullMarked;
