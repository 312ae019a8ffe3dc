/**
 * Shows the context in the output of logback: in patterns, in JSON lines, and by asynchronous appenders that write
 * causes before effects and announce every event that they drop.
 *
 * <ul>
 *   <li>{@link dev.whence.logback.CausalFileAppender}: takes the place of logback's {@code AsyncAppender} together with
 *       its {@code FileAppender} or {@code RollingFileAppender}.
 *   <li>{@link dev.whence.logback.CausalAppender}: takes the place of {@code AsyncAppender} alone.
 *   <li>{@link dev.whence.logback.CausalJsonEncoder}: writes one JSON object a line.
 *   <li>{@link dev.whence.logback.CausalPatternEncoder}: writes text by a pattern, in which no event can be forged.
 *   <li>{@link dev.whence.logback.CorrelationConverter}, {@link dev.whence.logback.TaskConverter},
 *       {@link dev.whence.logback.HlcConverter}, {@link dev.whence.logback.AfterConverter},
 *       {@link dev.whence.logback.SiteConverter}, {@link dev.whence.logback.LogicalStackConverter}: conversion words
 *       for patterns. The agent registers them; without the agent a {@code <conversionRule>} does.
 * </ul>
 */
@NullMarked
package dev.whence.logback;

import org.jspecify.annotations.NullMarked;
