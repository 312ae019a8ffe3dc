/** Orders, served by servlets. */
@NullMarked
package dev.whence.services.servlet;

import org.jspecify.annotations.NullMarked;
