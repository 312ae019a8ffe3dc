/**
 * The woven types of logback and of the MDC, and the bridge that lets our appender and our pattern words reach the library.
 *
 * <p>Woven code of a library calls glue, which is defined into the class loader of the library as it needs its types.
 */
@NullMarked
package dev.whence.agent.log;

import org.jspecify.annotations.NullMarked;
