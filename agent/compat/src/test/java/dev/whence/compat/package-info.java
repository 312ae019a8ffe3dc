/**
 * Runs published test suites without and with the agent, and compares which of their tests fail.
 *
 * <ul>
 *   <li>{@link dev.whence.compat.Suite}: a test suite.
 *   <li>{@link dev.whence.compat.SuiteRun}: a run of a suite in a separate JVM, whose main class is
 *       {@link dev.whence.compat.SuiteMain}.
 *   <li>{@link dev.whence.compat.Comparison}: a comparison of runs without and with the agent.
 *   <li>{@link dev.whence.compat.Table}: a table of all comparisons.
 * </ul>
 */
package dev.whence.compat;
