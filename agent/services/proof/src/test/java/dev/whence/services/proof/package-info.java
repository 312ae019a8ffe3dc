/**
 * What the services answer and log, with the agent attached and without.
 *
 * <p>A {@link dev.whence.services.proof.Load} of orders is sent to a
 * {@link dev.whence.services.proof.RunningService}; each order goes one {@link dev.whence.services.proof.Route} and names
 * its correlation by one {@link dev.whence.services.proof.Naming}. The truth is the number of the order, which every line
 * of the log tells; {@link dev.whence.services.proof.LogCheck} compares it with the correlation that the line shows.
 */
package dev.whence.services.proof;
