/** JSON over HTTP, and the threads of a service. */
@NullMarked
package dev.whence.demo.web;

import org.jspecify.annotations.NullMarked;
