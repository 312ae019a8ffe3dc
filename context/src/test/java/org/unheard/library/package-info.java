/** A library that Whence does not know. */
package org.unheard.library;
