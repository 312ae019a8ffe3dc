package dev.whence.runtime.library;

import dev.whence.runtime.Capture;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.ThreadContext;
import dev.whence.runtime.WorkLoop;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of libraries from which a thread of the program fetches messages in batches, and iterates over them. The
 * body of the loop runs in the operation that the message names.
 *
 * <p>Nobody calls the body, so its end is not seen. It ends with the next call of the iterator. If the program has left
 * the loop before, that call does not come. Then it ends with the next loop, with the next call for the source of the
 * messages such as a fetch, or with the task around it. So only a thread that fetches begins it, and only a task without
 * a correlation of its own: a task of an operation keeps that one all the time.
 *
 * <p>Changes that the body makes to the MDC remain, because it may be the whole code around it that uses them.
 */
public final class BatchHooks {
    /** The handling of one message by the body of a loop. */
    private static final class BodyRun extends Task {
        BodyRun(Capture message) {
            super(message.correlation(), null, message.frontier(), ThreadContext.capture());
            this.frontierLabelled = true;
        }

        @Override
        protected boolean isLoose() {
            return true;
        }
    }

    /** Called when the program calls a method of the source of messages. */
    public static void called(Object source, int method) {
        try {
            State.current().endLoose();
        } catch (Throwable e) {
            HookedMethod.of(method).hook.failed(e, source);
        }
    }

    /** Called before and after the current thread fetches a batch from a source. */
    public static void fetching(Object source, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            State state = State.current();
            state.endLoose();
            state.fetches = true;
            // A fetch is a wait for work, for whichever operation, even if the wait itself is on another thread.
            state.waits(source, WorkLoop.Kind.CHANNEL);
        } catch (Throwable e) {
            hooked.hook.failed(e, source);
        }
    }

    /** Called with the iterator over the messages of a batch. The result takes its place. */
    public static @Nullable Iterator<?> iterating(@Nullable Iterator<?> messages, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            State state = State.current();
            state.endLoose();
            if (messages != null && state.fetches && hooked.hook.isOnFor(messages)) {
                return new MessageIterator<>(messages, hooked);
            }
        } catch (Throwable e) {
            hooked.hook.failed(e, messages);
        }
        return messages;
    }

    /** Called with a list of messages of a batch, which cannot be changed. The result takes its place. */
    public static @Nullable List<?> listing(@Nullable List<?> messages, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            if (messages != null && !messages.isEmpty() && State.current().fetches && hooked.hook.isOn()) {
                return new MessageList<>(messages, hooked);
            }
        } catch (Throwable e) {
            hooked.hook.failed(e, messages);
        }
        return messages;
    }

    private static void begin(@Nullable Object message, HookedMethod hooked) {
        State state = State.current();
        if (message != null && state.fetches && state.own() == null && hooked.hook.isOnFor(message)) {
            try {
                new BodyRun(hooked.extract(message)).resume(state);
            } catch (Throwable e) {
                hooked.hook.failed(e, message);
            }
        }
    }

    private static final class MessageIterator<T extends @Nullable Object> implements Iterator<T> {
        private final Iterator<T> messages;
        private final HookedMethod hooked;

        MessageIterator(Iterator<T> messages, HookedMethod hooked) {
            this.messages = messages;
            this.hooked = hooked;
        }

        @Override
        @Hidden
        public boolean hasNext() {
            State.current().endLoose();
            return messages.hasNext();
        }

        @Override
        @Hidden
        public T next() {
            State.current().endLoose();
            T message = messages.next();
            begin(message, hooked);
            return message;
        }

        @Override
        @Hidden
        public void remove() {
            messages.remove();
        }

        @Override
        @Hidden
        public void forEachRemaining(Consumer<? super T> action) {
            try {
                while (hasNext()) {
                    action.accept(next());
                }
            } finally {
                State.current().endLoose();
            }
        }
    }

    /** A list of which only the iterator differs. */
    private static final class MessageList<T extends @Nullable Object> extends AbstractList<T> implements RandomAccess {
        private final List<T> messages;
        private final HookedMethod hooked;

        MessageList(List<T> messages, HookedMethod hooked) {
            this.messages = messages;
            this.hooked = hooked;
        }

        @Override
        public Iterator<T> iterator() {
            State.current().endLoose();
            return new MessageIterator<>(messages.iterator(), hooked);
        }

        @Override
        @Hidden
        public void forEach(Consumer<? super T> action) {
            iterator().forEachRemaining(action);
        }

        @Override
        public T get(int index) {
            return messages.get(index);
        }

        @Override
        public int size() {
            return messages.size();
        }

        @Override
        public ListIterator<T> listIterator(int index) {
            return messages.listIterator(index);
        }

        @Override
        public List<T> subList(int from, int to) {
            return messages.subList(from, to);
        }

        @Override
        public Spliterator<T> spliterator() {
            return messages.spliterator();
        }

        @Override
        public boolean contains(@Nullable Object object) {
            return messages.contains(object);
        }

        @Override
        public Object[] toArray() {
            return messages.toArray();
        }

        @Override
        public <A> A[] toArray(A[] array) {
            return messages.toArray(array);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return messages.equals(other);
        }

        @Override
        public int hashCode() {
            return messages.hashCode();
        }

        @Override
        public String toString() {
            return messages.toString();
        }
    }

    private BatchHooks() {}
}
