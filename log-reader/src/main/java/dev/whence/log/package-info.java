/**
 * The log as records: what a line says, whichever of the formats it is written in.
 *
 * <ul>
 *   <li>{@link dev.whence.log.LogRecord}: a line of a log.
 *   <li>{@link dev.whence.log.LogReader}: reads the records of a file.
 *   <li>{@link dev.whence.log.Problems}: what could not be read, by file and line.
 * </ul>
 */
@NullMarked
package dev.whence.log;

import org.jspecify.annotations.NullMarked;
