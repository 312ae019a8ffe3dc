package dev.whence.runtime;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Access to the headers and the host of an HTTP request or response by the names of public methods. */
public final class RequestAccess implements HeaderGetter<Object>, HeaderSetter<Object> {
    private final PublicMethod headers;
    private final PublicMethod getter;
    private final PublicMethod setter;
    private final PublicMethod remover;
    private final PublicMethod host;

    /**
     * Creates an access.
     *
     * @param headers the method that returns the headers, which have the next three
     * @param host the method that returns the host
     */
    public RequestAccess(String headers, String getter, String setter, String remover, String host) {
        this.headers = new PublicMethod(headers, Object.class);
        this.getter = new PublicMethod(getter, Object.class, String.class);
        this.setter = new PublicMethod(setter, void.class, String.class, String.class);
        this.remover = new PublicMethod(remover, void.class, String.class);
        this.host = new PublicMethod(host, Object.class);
    }

    @Override
    public @Nullable String get(Object message, String name) {
        try {
            Object holder = headers.call(message);
            MethodHandle get = holder == null ? null : getter.of(holder);
            return get != null && (Object) get.invokeExact(holder, (Object) name) instanceof String value
                    ? value
                    : null;
        } catch (Throwable ofLibrary) {
            HookSwitch.passOn(ofLibrary);
            return null;
        }
    }

    @Override
    public void set(Object message, String name, String value) {
        try {
            Object holder = headers.call(message);
            MethodHandle set = holder == null ? null : setter.of(holder);
            if (set != null) {
                set.invokeExact(holder, (Object) name, (Object) value);
            }
        } catch (Throwable ofLibrary) {
            HookSwitch.passOn(ofLibrary);
        }
    }

    /** Removes a header. */
    public void remove(Object message, String name) {
        try {
            Object holder = headers.call(message);
            MethodHandle remove = holder == null ? null : remover.of(holder);
            if (remove != null) {
                remove.invokeExact(holder, (Object) name);
            }
        } catch (Throwable ofLibrary) {
            HookSwitch.passOn(ofLibrary);
        }
    }

    /** Returns the host that gets a request, or null if it is not known. */
    public @Nullable String host(Object request) {
        return host.call(request) instanceof String name ? name : null;
    }
}
