@NullMarked
package dev.whence.testing;

import org.jspecify.annotations.NullMarked;
