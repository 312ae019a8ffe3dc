/** The log file of the shop: written by logback as by any service, read again line by line. */
@NullMarked
package dev.whence.demo.log;

import org.jspecify.annotations.NullMarked;
