/**
 * The API: the context that travels with the work. It is the same with and without the agent.
 *
 * <ul>
 *   <li>{@link dev.whence.context.Correlation}: the ID of the operation that work belongs to. {@code open()} makes
 *       it current. {@code wrap} and {@code propagating} carry it over a hop without the agent.
 *   <li>{@link dev.whence.context.Scope}: the part of a run in which a correlation is current.
 *   <li>{@link dev.whence.context.Handoff}: the context of one place, to be resumed at another.
 *   <li>{@link dev.whence.context.Propagation}: the context in the headers of messages between processes.
 *   <li>{@link dev.whence.context.LogicalStack}: the calls across threads that led to some code or to a throwable.
 *   <li>{@link dev.whence.context.Whence}: what is in flight in the whole process, if the agent is there.
 * </ul>
 *
 * <p>With the agent, the boot loader loads these classes, so that the application and the woven JDK share one context.
 */
@NullMarked
package dev.whence.context;

import org.jspecify.annotations.NullMarked;
