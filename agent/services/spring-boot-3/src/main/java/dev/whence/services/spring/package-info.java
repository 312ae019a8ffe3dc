/** The order service on Spring MVC. */
@NullMarked
package dev.whence.services.spring;

import org.jspecify.annotations.NullMarked;
