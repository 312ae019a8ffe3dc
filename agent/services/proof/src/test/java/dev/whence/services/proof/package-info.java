/**
 * Tests of the responses and the logs of services, with the agent and without.
 *
 * <p>A {@link dev.whence.services.proof.Load} of orders is sent to a {@link dev.whence.services.proof.RunningService}.
 * Each order has a {@link dev.whence.services.proof.Route} and {@link dev.whence.services.proof.CorrelationHeaders}.
 * Each line of the log names its order, and {@link dev.whence.services.proof.LogCheck} compares it with the correlation
 * of the line.
 */
package dev.whence.services.proof;
