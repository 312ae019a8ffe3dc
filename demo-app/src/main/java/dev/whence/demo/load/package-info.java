/** Sends many orders at once, and checks that each log line has the correlation of its order. */
@NullMarked
package dev.whence.demo.load;

import org.jspecify.annotations.NullMarked;
