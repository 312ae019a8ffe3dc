/** Many customers at once, and the proof that each line of the log carries the correlation of its own customer. */
@NullMarked
package dev.whence.demo.load;

import org.jspecify.annotations.NullMarked;
