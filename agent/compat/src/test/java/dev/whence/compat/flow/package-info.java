/** What the technology compatibility kit of Reactive Streams is given to verify. */
package dev.whence.compat.flow;
