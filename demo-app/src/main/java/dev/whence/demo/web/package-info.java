/** JSON over HTTP, and the place where a service opens a correlation: {@link dev.whence.demo.web.JsonServer}. */
@NullMarked
package dev.whence.demo.web;

import org.jspecify.annotations.NullMarked;
