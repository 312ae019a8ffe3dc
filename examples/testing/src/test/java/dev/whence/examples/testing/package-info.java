@NullMarked
package dev.whence.examples.testing;

import org.jspecify.annotations.NullMarked;
