/** What runs in the JVM of an exercise: its check, its tests, and its second service. */
@NullMarked
package dev.whence.demo.workshop.probe;

import org.jspecify.annotations.NullMarked;
