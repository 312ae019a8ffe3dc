/** The shop takes orders. It is an application of Spring Boot. */
@NullMarked
package dev.whence.market.shop;

import org.jspecify.annotations.NullMarked;
