/** How far the clocks of processes differ, as the edges between them tell. */
@NullMarked
package dev.whence.log.clock;

import org.jspecify.annotations.NullMarked;
