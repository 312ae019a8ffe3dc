/** The logs of two services whose clocks disagree, merged into one. */
@NullMarked
package dev.whence.demo.clocks;

import org.jspecify.annotations.NullMarked;
