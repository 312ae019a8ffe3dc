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
 * The id, and a few entries, of the operation that work belongs to; it travels with the work.
 *
 * <p>Immutable. A task runs in the correlation of the code that submitted or registered it, never of whoever happened to
 * trigger it.
 */
public final class Correlation {
    private static final int MAX_ID_LENGTH = 128;
    private static final Correlation NONE = new Correlation(new Id(""), new String[0], null);

    private final Id id;
    private final String[] entries;

    /** The trace context of the message that began the operation, to be handed on with its messages. */
    private final @Nullable TraceContext received;

    private Correlation(Id id, String[] entries, @Nullable TraceContext received) {
        this.id = id;
        this.entries = entries;
        this.received = received;
    }

    /**
     * The correlation of the running task, or {@link #none()}. With the agent, a task that has none but runs in an
     * OpenTelemetry span has the trace for its correlation.
     */
    public static Correlation current() {
        return State.current().correlation();
    }

    /** The absence of a correlation: its id is empty and it has no entries. */
    public static Correlation none() {
        return NONE;
    }

    /**
     * The correlation with this id and no entries.
     *
     * @throws IllegalArgumentException if the id does not match {@code [A-Za-z0-9._:+/=@-]{1,128}}
     */
    public static Correlation of(String id) {
        if (!isValidId(id)) {
            throw new IllegalArgumentException("Not a correlation id: " + printable(id)
                    + ". An id matches [A-Za-z0-9._:+/=@-]{1," + MAX_ID_LENGTH + "}");
        }
        return new Correlation(new Id(id), NONE.entries, null);
    }

    /** A new correlation whose id is a W3C trace id: 32 lowercase hexadecimal digits, random, not all zero. */
    public static Correlation create() {
        return new Correlation(Id.random(), NONE.entries, null);
    }

    /**
     * A new correlation for work that begins by itself. Its id is decided when it is first read: it is the trace id of the
     * OpenTelemetry span that is current then, else a new one.
     */
    public static Correlation onDemand() {
        return new Correlation(Id.onDemand(), NONE.entries, null);
    }

    /** The id, or the empty string for {@link #none()}. */
    public String id() {
        return id.get();
    }

    /** The value of an entry, or null if there is no entry of that name. */
    public @Nullable String get(String name) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(name)) {
                return entries[i + 1];
            }
        }
        return null;
    }

    /** All entries in the order in which they were added; unmodifiable. */
    public Map<String, String> entries() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put(entries[i], entries[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * This correlation with one entry more, or with that entry replaced.
     *
     * @throws IllegalArgumentException if the name is empty
     * @throws IllegalStateException on {@link #none()}, which cannot have entries
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
     * This correlation under another id: its entries stay.
     *
     * @throws IllegalArgumentException if the id is not valid, see {@link #of(String)}
     */
    public Correlation withId(String newId) {
        return new Correlation(of(newId).id, entries, received);
    }

    /** This correlation, with the trace context of the message that began it. */
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

    /** Makes this the current correlation until the scope is closed. */
    public Scope open() {
        return State.current().open(this);
    }

    /** Runs an action in this correlation. */
    public void run(Runnable action) {
        try (Scope ignored = open()) {
            action.run();
        }
    }

    /** Calls an action in this correlation. */
    public <T extends @Nullable Object> T call(Callable<T> action) throws Exception {
        try (Scope ignored = open()) {
            return action.call();
        }
    }

    /** The action, to be run in this correlation wherever and however often it is run; the hop is captured now. */
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
     * An executor that runs each task in the correlation that is current when the task is submitted. Not needed with the
     * agent, which does this for every executor.
     */
    public static Executor propagating(Executor executor) {
        return new PropagatingExecutor<>(executor);
    }

    /** As {@link #propagating(Executor)}, for every way to submit. */
    public static ExecutorService propagating(ExecutorService executor) {
        return new PropagatingExecutorService(executor);
    }

    /** Whether a text may be the id of a correlation. */
    public static boolean isValidId(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isIdCharacter(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._:+/=@-".indexOf(c) >= 0;
    }

    private static String printable(@Nullable String id) {
        if (id == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(id.length(), MAX_ID_LENGTH); i++) {
            char c = id.charAt(i);
            text.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return text.append(id.length() > MAX_ID_LENGTH ? "…\" (" + id.length() + " characters)" : "\"")
                .toString();
    }

    /** Equal if the id is and the entries are, in their order. */
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

    /** The id, followed by the entries if there are any. */
    @Override
    public String toString() {
        return entries.length == 0 ? id() : id() + entries();
    }
}
