package dev.whence.context;

import dev.whence.runtime.Capture;
import dev.whence.runtime.State;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The correlation ID of an operation, with a few named entries. It travels with the work of the operation.
 *
 * <p>A correlation is immutable. A task runs in the correlation of the code that submitted or registered it, never in
 * that of the code that completed a future or otherwise triggered the task.
 */
public final class Correlation {
    private static final Correlation NONE = new Correlation(new Id(""), new String[0], null);

    private final Id id;
    private final String[] entries;

    /** The trace context of the message that began the operation. It is passed on in outgoing messages. */
    private final @Nullable TraceContext received;

    private Correlation(Id id, String[] entries, @Nullable TraceContext received) {
        this.id = id;
        this.entries = entries;
        this.received = received;
    }

    /**
     * Returns the correlation of the running task, or {@link #none()}. With the agent, a task without a correlation
     * that runs in an OpenTelemetry span has a correlation whose ID is the trace ID.
     */
    public static Correlation current() {
        return State.current().correlation();
    }

    /** Returns the absence of a correlation. Its ID is empty, and it has no entries. */
    public static Correlation none() {
        return NONE;
    }

    /**
     * Returns a correlation with the given ID and no entries.
     *
     * @throws IllegalArgumentException if the ID does not match {@code [A-Za-z0-9._:+/=@-]{1,128}}
     */
    public static Correlation of(String id) {
        return new Correlation(new Id(Id.valid(id)), NONE.entries, null);
    }

    /**
     * Returns a new correlation with a random ID. The ID has the form of a W3C trace ID: 32 lowercase hexadecimal
     * digits, not all of them zero. It is unique in practice, but not secret: the generator is not cryptographically
     * strong.
     */
    public static Correlation create() {
        return new Correlation(Id.random(), NONE.entries, null);
    }

    /**
     * Returns a new correlation for work that no other work caused. Its ID is decided when it is first read: it is the
     * trace ID of the OpenTelemetry span that is current at that moment, or a random one if there is no span.
     */
    public static Correlation onDemand() {
        return new Correlation(Id.onDemand(), NONE.entries, null);
    }

    /** Returns the ID, or the empty string for {@link #none()}. */
    public String id() {
        return id.get();
    }

    /**
     * Returns the ID if it was decided already, or an empty string. This method suits code that only watches: unlike
     * {@link #id()}, it does not decide the ID of a correlation that was made {@linkplain #onDemand() on demand}.
     */
    public String knownId() {
        return id.known();
    }

    /**
     * Returns the time for which this correlation has been known in this process at least, in milliseconds. It may be
     * up to a second more. Without the agent this is 0.
     */
    public long ageMillis() {
        return this == NONE ? 0 : id.ageMillis();
    }

    /** Returns the value of an entry, or null if there is no entry of that name. */
    public @Nullable String get(String name) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(name)) {
                return entries[i + 1];
            }
        }
        return null;
    }

    /** Returns all entries, in the order in which they were added. The map cannot be modified. */
    public Map<String, String> entries() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put(entries[i], entries[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * Returns this correlation with one more entry. An entry of the same name is replaced.
     *
     * @throws NullPointerException if the name or the value is null
     * @throws IllegalArgumentException if the name is empty
     * @throws IllegalStateException if this is {@link #none()}, which cannot have entries
     */
    public Correlation with(String name, String value) {
        Objects.requireNonNull(value, "value");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The name of a correlation entry must not be empty");
        }
        if (id().isEmpty()) {
            throw new IllegalStateException("There is no correlation to add the entry '" + name + "' to");
        }
        return new Correlation(id, entriesWith(name, value), received);
    }

    /**
     * Returns this correlation with another ID and the same entries.
     *
     * @throws IllegalArgumentException if the ID is not valid; see {@link #of(String)}
     */
    public Correlation withId(String newId) {
        Id other = this == NONE ? new Id(Id.valid(newId)) : id.renamed(Id.valid(newId));
        return new Correlation(other, entries, received);
    }

    /** Returns this correlation with the trace context of the message that began the operation. */
    Correlation withReceived(@Nullable TraceContext trace) {
        return trace == null ? this : new Correlation(id, entries, trace);
    }

    @Nullable TraceContext receivedTrace() {
        return received;
    }

    private String[] entriesWith(String name, String value) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(name)) {
                String[] replaced = entries.clone();
                replaced[i + 1] = value;
                return replaced;
            }
        }
        String[] added = Arrays.copyOf(entries, entries.length + 2);
        added[entries.length] = name;
        added[entries.length + 1] = value;
        return added;
    }

    /** Makes this correlation current on the calling thread until the scope is closed. */
    public Scope open() {
        return State.current().open(this);
    }

    /** Runs an action in this correlation, on the calling thread. */
    public void run(Runnable action) {
        try (Scope ignored = open()) {
            action.run();
        }
    }

    /**
     * Calls an action in this correlation, on the calling thread, and returns its result.
     *
     * @throws Exception if the action throws it
     */
    public <T extends @Nullable Object> T call(Callable<T> action) throws Exception {
        try (Scope ignored = open()) {
            return action.call();
        }
    }

    /**
     * Returns an action that runs the given one in this correlation. It may run on any thread, any number of times. The
     * hop and the rest of the caller's context are captured now.
     *
     * @throws NullPointerException if the action is null
     */
    public Runnable wrap(Runnable action) {
        return Capture.of(this, action).runnable(action);
    }

    /** As {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> action) {
        return Capture.of(this, action).callable(action);
    }

    /** As {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> supplier) {
        return Capture.of(this, supplier).supplier(supplier);
    }

    /** As {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrapFunction(
            Function<T, R> function) {
        return Capture.of(this, function).function(function);
    }

    /** As {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
            BiFunction<T, U, R> wrapBiFunction(BiFunction<T, U, R> function) {
        return Capture.of(this, function).biFunction(function);
    }

    /** As {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object> Consumer<T> wrapConsumer(Consumer<T> consumer) {
        return Capture.of(this, consumer).consumer(consumer);
    }

    /** As {@link #wrap(Runnable)}. */
    public <T extends @Nullable Object, U extends @Nullable Object> BiConsumer<T, U> wrapBiConsumer(
            BiConsumer<T, U> consumer) {
        return Capture.of(this, consumer).biConsumer(consumer);
    }

    /**
     * Returns an executor that runs each task in the correlation that is current when the task is submitted. With the
     * agent this is not needed.
     *
     * @throws NullPointerException if the executor is null
     */
    public static Executor propagating(Executor executor) {
        return new PropagatingExecutor<>(executor);
    }

    /** As {@link #propagating(Executor)}, for every method of an executor service that submits tasks. */
    public static ExecutorService propagating(ExecutorService executor) {
        return new PropagatingExecutorService(executor);
    }

    /** Whether a text is valid as a correlation ID; see {@link #of(String)}. Null is not. */
    public static boolean isValidId(@Nullable String id) {
        return Id.isValid(id);
    }

    /** Whether the other object is a correlation with the same ID and the same entries in the same order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Correlation correlation
                && correlation.id().equals(id())
                && Arrays.equals(correlation.entries, entries);
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    /** Returns the ID, followed by the entries if there are any. */
    @Override
    public String toString() {
        return entries.length == 0 ? id() : id() + entries();
    }
}
