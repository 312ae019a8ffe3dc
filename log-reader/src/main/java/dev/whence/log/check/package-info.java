/** What is wrong with a log: what is lost, out of order, or damaged. */
@NullMarked
package dev.whence.log.check;

import org.jspecify.annotations.NullMarked;
