/**
 * Runs test suites that others have published, without and with the agent, and compares which of their tests fail.
 *
 * <ul>
 *   <li>{@link dev.whence.compat.Suite}: what is run.
 *   <li>{@link dev.whence.compat.SuiteRun}: one run of it in a JVM of its own; {@link dev.whence.compat.SuiteMain} is what
 *       runs there.
 *   <li>{@link dev.whence.compat.Comparison}: the runs without and with the agent, and what differs.
 *   <li>{@link dev.whence.compat.Table}: what came of all of them.
 * </ul>
 */
package dev.whence.compat;
