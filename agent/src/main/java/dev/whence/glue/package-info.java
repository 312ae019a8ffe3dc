/**
 * The glue: classes that the woven code of servers, clients and libraries calls.
 *
 * <p>Each class here uses types of one library, and is defined into the class loader that has them. The parameters of
 * its methods are plain objects. So the verifier has nothing to load when it checks the woven class; and if a version
 * of the library lacks something, that shows inside the method, where it is caught and reported.
 */
@NullMarked
package dev.whence.glue;

import org.jspecify.annotations.NullMarked;
