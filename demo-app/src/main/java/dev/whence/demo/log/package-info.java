/** Writes log files by logback, and parses their lines. */
@NullMarked
package dev.whence.demo.log;

import org.jspecify.annotations.NullMarked;
