/** The order service on Netty. */
@NullMarked
package dev.whence.services.netty;

import org.jspecify.annotations.NullMarked;
