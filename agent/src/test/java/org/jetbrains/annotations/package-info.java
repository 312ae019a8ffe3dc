/** A copy of annotations that tests need. */
@NullMarked
package org.jetbrains.annotations;

import org.jspecify.annotations.NullMarked;
