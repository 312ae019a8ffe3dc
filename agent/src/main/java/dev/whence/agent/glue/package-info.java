/**
 * The woven types outside the boot loader, and the bridge to logback. What is woven there calls classes that are
 * defined into the class loader of the library, as they need its types.
 */
@NullMarked
package dev.whence.agent.glue;

import org.jspecify.annotations.NullMarked;
