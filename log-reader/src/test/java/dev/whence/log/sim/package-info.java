/** Services that never ran: random programs whose logs, and whose true order, are known. */
@NullMarked
package dev.whence.log.sim;

import org.jspecify.annotations.NullMarked;
