/**
 * What a program sees with the agent attached: the tests named {@code …Behaviour} run in a JVM with the packaged agent,
 * on every JDK, started by {@link dev.whence.agent.attached.AttachedIT}.
 *
 * <p>They are ordinary JUnit tests in these words:
 *
 * <ul>
 *   <li>A <em>registrar</em> hands code over under the correlation "A", a <em>completer</em> triggers it under "B", and
 *       "C" is a second registrar; "" is no correlation.
 *   <li>{@code in("A", …)} runs code under a correlation, {@code elsewhere("B", …)} does so on another thread and waits.
 *   <li>{@code seen::here} is the code that is handed over: {@link dev.whence.agent.attached.Seen} tells the
 *       correlations in which it ran.
 *   <li>A {@link dev.whence.agent.attached.Gate} holds threads back until the test says so. No test sleeps and hopes.
 *   <li>No test waits with {@code get()} or {@code join()} for a task of the common pool, as the waiting thread might run
 *       the task itself, in its own correlation.
 * </ul>
 */
package dev.whence.agent.attached;
