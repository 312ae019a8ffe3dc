/** What the three services of the market share: their line to the parent process, HTTP, mail, threads and faults. */
@NullMarked
package dev.whence.market.service;

import org.jspecify.annotations.NullMarked;
