/** Starts the three services of the market, sends them orders, and shows them on a page. */
@NullMarked
package dev.whence.demo.market;

import org.jspecify.annotations.NullMarked;
