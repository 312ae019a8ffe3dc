package dev.whence.micrometer;

import dev.whence.context.Correlation;
import dev.whence.runtime.State;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The current correlation, to be captured, and set on other threads, under {@value #KEY}. It registers itself with the
 * {@code ContextRegistry} by the {@code ServiceLoader}.
 *
 * <p>A trace that stands in for a correlation is none here: the tracing library has an accessor of its own.
 */
public final class CorrelationAccessor implements ThreadLocalAccessor<Correlation> {
    /** The key of the correlation in a snapshot, and in Reactor's {@code Context}. */
    public static final String KEY = "whence.correlation";

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable Correlation getValue() {
        return State.current().own();
    }

    @Override
    public void setValue(Correlation correlation) {
        State.current().replace(correlation);
    }

    @Override
    public void setValue() {
        State.current().replace(Correlation.none());
    }
}
