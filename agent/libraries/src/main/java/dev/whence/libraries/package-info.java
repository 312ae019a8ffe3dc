/**
 * Measures in which correlation the callbacks, handlers and consumers of libraries run.
 *
 * <ul>
 *   <li>{@link dev.whence.libraries.Library}: a library. There is a class for each one, such as
 *       {@link dev.whence.libraries.OkHttp}. Such a class is all that a library needs.
 *   <li>{@link dev.whence.libraries.Rows}: measures hops of a library. Each gives one {@link dev.whence.libraries.Row} or
 *       more.
 *   <li>{@link dev.whence.libraries.Operation}: one of {@value dev.whence.libraries.Operations#COUNT} interleaved
 *       operations.
 *   <li>{@link dev.whence.libraries.Main}: the program.
 * </ul>
 */
@NullMarked
package dev.whence.libraries;

import org.jspecify.annotations.NullMarked;
