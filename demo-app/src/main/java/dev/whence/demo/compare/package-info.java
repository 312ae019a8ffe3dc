/** The same load run twice, without and with the agent, and what the two logs say about the order that failed. */
@NullMarked
package dev.whence.demo.compare;

import org.jspecify.annotations.NullMarked;
