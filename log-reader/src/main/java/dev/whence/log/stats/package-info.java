/** How long it took from one message to another that it led to. */
@NullMarked
package dev.whence.log.stats;

import org.jspecify.annotations.NullMarked;
