/** Libraries whose futures, promises and coroutines go on elsewhere: one file for each. */
@NullMarked
package dev.whence.agent.library;

import org.jspecify.annotations.NullMarked;
