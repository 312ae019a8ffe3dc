package dev.whence.runtime;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Access to the headers of a library's messages by the names of public methods, which each class of messages is searched
 * for once. A library without types that the agent could be compiled against needs no more than these names.
 */
public final class HeaderAccess implements HeaderGetter<Object>, HeaderSetter<Object> {
    private final HeaderNames names;
    private final PublicMethod headers;
    private final PublicMethod getter;
    private final PublicMethod remover;
    private final PublicMethod setter;
    private final PublicMethod byteSetter;
    private final PublicMethod value = new PublicMethod("value", Object.class);
    private final PublicMethod bytes = new PublicMethod("getBytes", Object.class);

    /** Creates an access by these names. */
    public HeaderAccess(HeaderNames names) {
        this.names = names;
        this.headers = new PublicMethod(names.headers(), Object.class);
        this.getter = new PublicMethod(names.get(), Object.class, String.class);
        this.remover = new PublicMethod(names.remove(), Object.class, String.class);
        this.setter = new PublicMethod(names.set(), void.class, String.class, String.class);
        this.byteSetter = new PublicMethod(names.set(), void.class, String.class, byte[].class);
    }

    /** Whether an object is a single message, and not a batch of messages of several operations. */
    public boolean isOfOneOperation(Object message) {
        return names.ofBatch().isEmpty() || (headers.of(message) != null && find(message, names.ofBatch()) == null);
    }

    @Override
    public @Nullable String get(Object message, String name) {
        return find(message, names.inLibrary(name));
    }

    private @Nullable String find(Object message, String nameInLibrary) {
        try {
            Object holder = holder(message);
            MethodHandle get = getter.of(holder);
            return get == null ? null : text((Object) get.invokeExact(holder, (Object) nameInLibrary));
        } catch (Throwable ofLibrary) {
            HookSwitch.passOn(ofLibrary);
            return null;
        }
    }

    private @Nullable String text(@Nullable Object found) throws Throwable {
        if (found == null || found instanceof CharSequence) {
            return found == null ? null : found.toString();
        }
        if (found instanceof byte[] inBytes) {
            return new String(inBytes, StandardCharsets.UTF_8);
        }
        MethodHandle method = value.of(found);
        method = method == null ? bytes.of(found) : method;
        Object held = method == null ? null : (Object) method.invokeExact(found);
        return held instanceof byte[] || held instanceof String ? text(held) : null;
    }

    /** Sets a header, in the place of one that is there. */
    @Override
    public void set(Object message, String name, String value) {
        try {
            replace(holder(message), names.inLibrary(name), value);
        } catch (Throwable ofLibrary) {
            // The library does not take the header, such as for a message that was sent before.
            HookSwitch.passOn(ofLibrary);
        }
    }

    /** Removes a header. */
    public void remove(Object message, String name) {
        try {
            removeFrom(holder(message), names.inLibrary(name));
        } catch (Throwable ofLibrary) {
            HookSwitch.passOn(ofLibrary);
        }
    }

    private void removeFrom(Object holder, String nameInLibrary) throws Throwable {
        MethodHandle remove = remover.of(holder);
        if (remove != null) {
            Object ignored = (Object) remove.invokeExact(holder, (Object) nameInLibrary);
        }
    }

    /** Sets a header of an object that has the headers, by its name in the library. */
    public void replace(Object holder, String nameInLibrary, String value) throws Throwable {
        removeFrom(holder, nameInLibrary);
        MethodHandle set = setter.of(holder);
        MethodHandle setBytes = byteSetter.of(holder);
        if (set != null) {
            set.invokeExact(holder, (Object) nameInLibrary, (Object) value);
        } else if (setBytes != null) {
            setBytes.invokeExact(holder, (Object) nameInLibrary, (Object) value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Returns the object that has the headers of a message. */
    public Object holder(Object message) throws Throwable {
        MethodHandle method = headers.of(message);
        Object holder = method == null ? message : (Object) method.invokeExact(message);
        return holder == null ? message : holder;
    }
}
