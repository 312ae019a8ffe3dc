/**
 * What travels with the work, as code sees it, with or without the agent.
 *
 * <ul>
 *   <li>{@link dev.whence.context.Correlation}: the id of the operation that work belongs to. {@code open()} makes it
 *       current, {@code wrap} and {@code propagating} carry it over a hop by hand.
 *   <li>{@link dev.whence.context.Scope}: the stretch of code in which a correlation is current.
 *   <li>{@link dev.whence.context.Handoff}: the context of one place, to be resumed at another.
 *   <li>{@link dev.whence.context.LogicalStack}: how the current code, or a throwable, came about across threads.
 * </ul>
 *
 * <p>With the agent attached these classes are loaded by the boot loader, so that the application and the woven JDK
 * share one context.
 */
@NullMarked
package dev.whence.context;

import org.jspecify.annotations.NullMarked;
