/** The bank charges cards, on the JDK's own HTTP server. */
@NullMarked
package dev.whence.market.bank;

import org.jspecify.annotations.NullMarked;
