/** What needs types that an application brings: woven there, and answered from classes defined into its loader. */
@NullMarked
package dev.whence.agent.glue;

import org.jspecify.annotations.NullMarked;
