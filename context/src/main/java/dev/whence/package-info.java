/** The frames that mark an asynchronous boundary in a logical stack. */
@NullMarked
package dev.whence;

import org.jspecify.annotations.NullMarked;
