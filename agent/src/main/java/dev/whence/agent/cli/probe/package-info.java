/**
 * The probes of {@code check}, one class for each family of hooks. A probe sends a real hop through a hook and looks at
 * what comes of it.
 */
@NullMarked
package dev.whence.agent.cli.probe;

import org.jspecify.annotations.NullMarked;
