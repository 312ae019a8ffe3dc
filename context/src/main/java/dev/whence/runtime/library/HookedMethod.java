package dev.whence.runtime.library;

import dev.whence.context.Correlation;
import dev.whence.context.HeaderSetter;
import dev.whence.context.Propagation;
import dev.whence.runtime.Capture;
import dev.whence.runtime.CarrierField;
import dev.whence.runtime.HeaderAccess;
import dev.whence.runtime.HeaderNames;
import dev.whence.runtime.HookSwitch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A method of a library that calls hooks which other libraries call too. Woven code has no constants but numbers, so it
 * names the method by one.
 */
public final class HookedMethod {
    private static final HeaderSetter<Map<String, String>> ADDITION = new HeaderSetter<>() {
        @Override
        public void set(Map<String, String> context, String name, String value) {
            context.put(name, value);
        }
    };

    /** All known methods. The array is never changed, only replaced, so that hooks read it without a lock. */
    private static volatile HookedMethod[] all = {};

    final HookSwitch hook;

    /** The name of the method, with its class. */
    final String name;

    /** What tells apart two uses of one method. */
    private final Object use;

    /** What the objects carry that the method has as an argument. */
    final CarrierField field;

    /** Access to the headers of the messages that the method has as an argument; null if it has none. */
    private final @Nullable HeaderAccess headers;

    private final @Nullable MessageCopies copies;

    private HookedMethod(
            String hook,
            String name,
            Object use,
            List<String> carriers,
            @Nullable HeaderAccess headers,
            @Nullable MessageCopies copies) {
        this.hook = HookSwitch.named(hook).byLoader();
        this.name = name;
        this.use = use;
        this.field = new CarrierField(carriers);
        this.headers = headers;
        this.copies = copies;
    }

    /**
     * Returns the number of a method of a hook, which may have objects of these classes in its hands. The weaver asks
     * for it, never a hook.
     */
    public static int number(String hook, String name, List<String> carriers) {
        return number(new HookedMethod(hook, name, carriers, carriers, null, null));
    }

    /** Returns the number of a method of a hook which sends or handles a message. */
    public static int number(String hook, String name, HeaderNames headers) {
        HeaderAccess access = new HeaderAccess(headers);
        return number(new HookedMethod(hook, name, headers, List.of(), access, new MessageCopies(headers, access)));
    }

    private static synchronized int number(HookedMethod wanted) {
        HookedMethod[] known = all;
        for (int i = 0; i < known.length; i++) {
            if (known[i].isLike(wanted)) {
                return i;
            }
        }
        HookedMethod[] more = new HookedMethod[known.length + 1];
        System.arraycopy(known, 0, more, 0, known.length);
        more[known.length] = wanted;
        all = more;
        return known.length;
    }

    private boolean isLike(HookedMethod other) {
        return hook == other.hook && name.equals(other.name) && use.equals(other.use);
    }

    static HookedMethod of(int number) {
        return all[number];
    }

    /** Adds the context of the current task to a message. */
    void inject(Object message) {
        if (headers != null && headers.isOfOneOperation(message)) {
            for (Map.Entry<String, String> added : additions(message).entrySet()) {
                headers.set(message, added.getKey(), added.getValue());
            }
        }
    }

    /**
     * Returns a copy of a message with the context of the current task, or the message if it cannot be copied. {@code
     * type} is the class of a new message.
     */
    @Nullable Object injected(@Nullable Object message, @Nullable Class<?> type) {
        if (headers == null || copies == null || (message != null && !headers.isOfOneOperation(message))) {
            return message;
        }
        Map<String, String> context = additions(message);
        if (context.isEmpty()) {
            return message;
        }
        Object copy = copies.copy(message, type, context);
        if (copy == null && message != null) {
            inject(message);
        }
        return copy == null ? message : copy;
    }

    /** Returns the headers to add to a message. A trace of the program, or of another tracer, stays as it is. */
    private Map<String, String> additions(@Nullable Object message) {
        Map<String, String> context = new LinkedHashMap<>();
        Propagation.inject(context, ADDITION);
        if (headers != null && message != null && headers.get(message, Propagation.TRACE_HEADER) != null) {
            context.remove(Propagation.TRACE_HEADER);
            context.remove(Propagation.TRACE_STATE_HEADER);
        }
        return context;
    }

    /** Returns the context of a message. Without a message it is a new one; that of a batch is none. */
    Capture extract(@Nullable Object message) {
        if (message == null || headers == null) {
            return Capture.received(Correlation.onDemand(), null);
        }
        return headers.isOfOneOperation(message)
                ? (Capture) Propagation.extract(message, headers)
                : Capture.received(Correlation.none(), null);
    }

    String library() {
        return hook.name();
    }
}
