/** What executors of the tests are built upon, in a package of its own as that of a library is. */
package dev.whence.agent.attached.base;
