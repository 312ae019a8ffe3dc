/** An operation in the formats of other tools. Each format is an {@link dev.whence.log.export.Exporter}. */
@NullMarked
package dev.whence.log.export;

import org.jspecify.annotations.NullMarked;
