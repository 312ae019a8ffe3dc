/**
 * The woven types of HTTP servers and clients, one file for each: where requests come in and go out. The Javadoc of
 * each class shows in Java what the methods become, as in {@link dev.whence.agent.jdk}.
 */
@NullMarked
package dev.whence.agent.http;

import org.jspecify.annotations.NullMarked;
