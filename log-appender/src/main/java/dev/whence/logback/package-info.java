/**
 * Where the context lands in logback: a pattern word for each part of it, JSON lines that carry all of it, and an
 * asynchronous appender that keeps the order of causes and loses nothing in silence.
 *
 * <ul>
 *   <li>{@link dev.whence.logback.CausalAppender}: in the place of logback's {@code AsyncAppender}.
 *   <li>{@link dev.whence.logback.CausalJsonEncoder}: one JSON object a line.
 *   <li>{@link dev.whence.logback.CausalTextEncoder}: text by a pattern, in which no line can be forged.
 *   <li>{@link dev.whence.logback.CorrelationConverter}, {@link dev.whence.logback.TaskConverter},
 *       {@link dev.whence.logback.HlcConverter}, {@link dev.whence.logback.AfterConverter},
 *       {@link dev.whence.logback.LogicalStackConverter}: words for a {@code PatternLayout}. With the agent they are
 *       known already, without it a {@code <conversionRule>} names them.
 * </ul>
 */
@NullMarked
package dev.whence.logback;

import org.jspecify.annotations.NullMarked;
