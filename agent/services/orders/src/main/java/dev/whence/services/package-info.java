/** Orders, as each of the services handles them. */
@NullMarked
package dev.whence.services;

import org.jspecify.annotations.NullMarked;
