/** The command line: {@link dev.whence.demo.Demo} lists the stories, and there is one story a file. */
@NullMarked
package dev.whence.demo;

import org.jspecify.annotations.NullMarked;
