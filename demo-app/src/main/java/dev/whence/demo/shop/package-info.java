/**
 * A small shop: an HTTP server, a database, two thread pools and an HTTP client of the payment gateway.
 *
 * <p>The shop is an ordinary asynchronous service. Its code does not use Whence.
 */
@NullMarked
package dev.whence.demo.shop;

import org.jspecify.annotations.NullMarked;
