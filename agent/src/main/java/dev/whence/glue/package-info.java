/**
 * What woven classes of servers, clients and libraries call: each class here is defined into the class loader that has the
 * types that it uses. The arguments are plain objects, so that nothing has to be loaded to verify a class, and a version
 * of a library that lacks something fails inside the guarded body, where it is reported.
 */
@NullMarked
package dev.whence.glue;

import org.jspecify.annotations.NullMarked;
