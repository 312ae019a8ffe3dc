package dev.whence.micrometer;

import dev.whence.context.Correlation;
import dev.whence.runtime.State;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The accessor with which Micrometer captures the current correlation and sets it on other threads, under {@value
 * #KEY}. The {@code ContextRegistry} finds it with the {@code ServiceLoader}.
 *
 * <p>A trace ID that stands in for a correlation is not captured: the tracing library has an accessor of its own.
 */
public final class CorrelationAccessor implements ThreadLocalAccessor<Correlation> {
    /** The key of the correlation in a context snapshot, and in Reactor's {@code Context}. */
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
