package dev.whence.runtime.library;

import dev.whence.context.Correlation;
import dev.whence.context.Propagation;
import dev.whence.runtime.Capture;
import dev.whence.runtime.HookSwitch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a library that calls hooks which other libraries call too. Woven code has no constants but numbers, so it
 * names the method by one.
 */
public final class HookedMethod {
    /** All known methods. The array is never changed, only replaced, so that hooks read it without a lock. */
    private static volatile HookedMethod[] all = {};

    final HookSwitch hook;

    /** The name of the method, with its class. */
    final String name;

    /** What tells apart two uses of one method. */
    private final List<String> use;

    /** What the objects carry that the method has as an argument. */
    final CarrierField field;

    /** Access to the headers of the messages that the method has as an argument; null if it has none. */
    private final @Nullable HeaderAccess headers;

    private HookedMethod(
            String hook, String name, List<String> use, List<String> carriers, @Nullable HeaderAccess headers) {
        this.hook = HookSwitch.named(hook).byLoader();
        this.name = name;
        this.use = use;
        this.field = new CarrierField(carriers);
        this.headers = headers;
    }

    /**
     * Returns the number of a method of a hook, which may have objects of these classes in its hands. The weaver asks
     * for it, never a hook.
     */
    public static int number(String hook, String name, List<String> carriers) {
        return number(new HookedMethod(hook, name, carriers, carriers, null));
    }

    /**
     * Returns the number of a method of a hook which sends or handles a message. The methods are those of {@link
     * HeaderAccess}.
     */
    public static int number(String hook, String name, String headers, String getter, String setter, String remover) {
        List<String> methods = List.of(headers, getter, setter, remover);
        return number(
                new HookedMethod(hook, name, methods, List.of(), new HeaderAccess(headers, getter, setter, remover)));
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
        if (headers != null) {
            Propagation.inject(message, headers);
        }
    }

    /** Returns the context of a message. Without a message it is a new one. */
    Capture extract(@Nullable Object message) {
        return message == null || headers == null
                ? Capture.received(Correlation.onDemand(), null)
                : (Capture) Propagation.extract(message, headers);
    }

    String library() {
        return hook.name();
    }
}
