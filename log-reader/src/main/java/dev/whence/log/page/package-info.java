/**
 * A log as one page for a browser.
 *
 * <ul>
 *   <li>{@link dev.whence.log.page.PageLog}: what a page shows of a log.
 *   <li>{@link dev.whence.log.page.Page}: writes it as one file that needs nothing else.
 *   <li>{@link dev.whence.log.page.PageServer}: serves it, with the events that are added to the log.
 * </ul>
 */
@NullMarked
package dev.whence.log.page;

import org.jspecify.annotations.NullMarked;
