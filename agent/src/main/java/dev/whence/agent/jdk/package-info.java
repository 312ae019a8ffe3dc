/**
 * The woven types of the JDK, one file for each class of the JDK or for a few that work together: the listing of this
 * package is the list of what is covered.
 *
 * <p>The Javadoc of each class shows in Java what the JDK's methods become. There, {@code ...} stands for code of the
 * JDK that stays as it is, and {@code whence$} is the added field, or the table in its place.
 * {@code docs/compatibility.md} names the JDKs on which all of it was run.
 */
@NullMarked
package dev.whence.agent.jdk;

import org.jspecify.annotations.NullMarked;
