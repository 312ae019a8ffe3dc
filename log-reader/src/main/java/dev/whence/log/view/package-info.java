/** What is shown of a log on a terminal. The text of a log is inert here: it cannot move the cursor or forge a line. */
@NullMarked
package dev.whence.log.view;

import org.jspecify.annotations.NullMarked;
