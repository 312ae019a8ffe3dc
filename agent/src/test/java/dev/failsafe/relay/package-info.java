/** What the tests take for a library. */
@NullMarked
package dev.failsafe.relay;

import org.jspecify.annotations.NullMarked;
