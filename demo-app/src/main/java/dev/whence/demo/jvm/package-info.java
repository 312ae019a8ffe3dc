/** Finds the JDKs on this machine, and runs commands of the demo in separate JVMs. */
@NullMarked
package dev.whence.demo.jvm;

import org.jspecify.annotations.NullMarked;
