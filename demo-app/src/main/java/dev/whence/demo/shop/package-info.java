/**
 * A small shop in one JVM: HTTP in, a database, two thread pools, and a payment gateway behind HTTP.
 *
 * <p>It is an ordinary asynchronous service. Of Whence it knows only what a service would do by hand: {@link
 * dev.whence.demo.web.JsonServer} opens the correlation of a request. Nothing else passes it on.
 */
@NullMarked
package dev.whence.demo.shop;

import org.jspecify.annotations.NullMarked;
