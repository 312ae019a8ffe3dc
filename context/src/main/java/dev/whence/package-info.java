/** The class whose frames mark the asynchronous boundaries in a logical stack. */
@NullMarked
package dev.whence;

import org.jspecify.annotations.NullMarked;
