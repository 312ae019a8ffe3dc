/** Tests of logs as relations. */
@NullMarked
package dev.whence.log.sql;

import org.jspecify.annotations.NullMarked;
