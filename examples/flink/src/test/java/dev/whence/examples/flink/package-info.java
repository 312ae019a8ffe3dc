/** Tests of the job, in Flink's mini-cluster and on a cluster of JVMs of its own. */
@NullMarked
package dev.whence.examples.flink;

import org.jspecify.annotations.NullMarked;
