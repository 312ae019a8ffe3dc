/** The Java runtimes on this machine, and stories that are told in JVMs of their own. */
@NullMarked
package dev.whence.demo.jvm;

import org.jspecify.annotations.NullMarked;
