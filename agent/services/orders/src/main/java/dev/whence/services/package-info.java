/** The handling of orders, which all services share. */
@NullMarked
package dev.whence.services;

import org.jspecify.annotations.NullMarked;
