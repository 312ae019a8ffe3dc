/** Publishers that the technology compatibility kit of Reactive Streams verifies. */
package dev.whence.compat.flow;
