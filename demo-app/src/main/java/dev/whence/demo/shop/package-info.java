/**
 * A small shop: HTTP in, a database, two thread pools, and a payment gateway behind HTTP.
 *
 * <p>It is an ordinary asynchronous service, and knows nothing of Whence.
 */
@NullMarked
package dev.whence.demo.shop;

import org.jspecify.annotations.NullMarked;
