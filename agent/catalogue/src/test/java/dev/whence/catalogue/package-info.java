/** Runs each program of the catalogue, and writes docs/catalogue.md. */
@NullMarked
package dev.whence.catalogue;

import org.jspecify.annotations.NullMarked;
