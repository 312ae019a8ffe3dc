/**
 * Starts real JVMs with the real, packaged agent, and brings what the tests in them said back to this JVM.
 *
 * <ul>
 *   <li>{@link dev.whence.agent.attached.harness.Jdks}: the JDKs to test on.
 *   <li>{@link dev.whence.agent.attached.harness.JavaProcess}: one JVM, with or without the agent.
 *   <li>{@link dev.whence.agent.attached.harness.BehaviourRun}: all behaviour tests on one JDK, in one such JVM for each
 *       {@link dev.whence.agent.attached.harness.TestGroup}.
 *   <li>{@link dev.whence.agent.attached.harness.BehaviourMain}: what runs there.
 *   <li>{@link dev.whence.agent.attached.harness.Outcome}: what came of one test.
 * </ul>
 */
package dev.whence.agent.attached.harness;
