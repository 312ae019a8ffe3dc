/** Merges the logs of services whose clocks disagree. */
@NullMarked
package dev.whence.demo.clocks;

import org.jspecify.annotations.NullMarked;
