/**
 * What is wrong in the program: one file for each kind of finding, and what looks for them and tells of them.
 *
 * <p>These classes are loaded a second after the start of the program, from {@code whence/live.bin}. They look at what
 * is in flight with the help of {@code dev.whence.agent.live}, and at what hooks have noted as
 * {@link dev.whence.runtime.Incidents}.
 */
@NullMarked
package dev.whence.agent.findings;

import org.jspecify.annotations.NullMarked;
