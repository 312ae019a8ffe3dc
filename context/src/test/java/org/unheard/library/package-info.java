/** A library that nobody knows. */
package org.unheard.library;
