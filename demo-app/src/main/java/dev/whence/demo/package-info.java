/** The demo's command line: {@link dev.whence.demo.Demo} lists the commands, and each has a class of its own. */
@NullMarked
package dev.whence.demo;

import org.jspecify.annotations.NullMarked;
