/** The payment gateway: another service, in a separate JVM. */
@NullMarked
package dev.whence.demo.gateway;

import org.jspecify.annotations.NullMarked;
