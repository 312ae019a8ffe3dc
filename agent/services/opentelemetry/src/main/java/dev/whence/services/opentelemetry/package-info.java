/** Programs that send their log records and spans by OTLP, and know nothing of Whence. */
@NullMarked
package dev.whence.services.opentelemetry;

import org.jspecify.annotations.NullMarked;
