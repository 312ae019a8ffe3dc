/** Where requests come in and go out: one file for each server and client. */
@NullMarked
package dev.whence.agent.http;

import org.jspecify.annotations.NullMarked;
