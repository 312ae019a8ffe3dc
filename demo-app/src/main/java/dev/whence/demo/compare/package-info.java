/** Compares the logs of two runs of the same load, without and with the agent. */
@NullMarked
package dev.whence.demo.compare;

import org.jspecify.annotations.NullMarked;
