/** What a service needs of the web: JSON over HTTP, and threads. */
@NullMarked
package dev.whence.demo.web;

import org.jspecify.annotations.NullMarked;
