/** Two runs of one operation, compared. */
@NullMarked
package dev.whence.log.diff;

import org.jspecify.annotations.NullMarked;
