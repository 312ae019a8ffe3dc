/** The woven types of the JDK, one file each: the listing of this package is the list of what is covered. */
@NullMarked
package dev.whence.agent.jdk;

import org.jspecify.annotations.NullMarked;
