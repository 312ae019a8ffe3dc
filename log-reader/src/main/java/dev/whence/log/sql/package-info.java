/**
 * Logs as relations of a database, DuckDB, which is not part of this program: its driver is looked for at run time. No
 * type outside of this package has to do with {@code java.sql}, which a small Java may not have.
 */
@NullMarked
package dev.whence.log.sql;

import org.jspecify.annotations.NullMarked;
