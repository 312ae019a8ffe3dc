package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HookSwitchTest {
    private final HookSwitch hook = HookSwitch.named(getClass().getName() + System.nanoTime());

    @DisplayName("99: the third error of a hook switches off this hook only")
    @Test
    void thirdError() {
        HookSwitch other = HookSwitch.named("another hook");
        hook.failed(new IllegalStateException("first"));
        hook.failed(new IllegalStateException("second"));
        assertThat(hook.isOn()).isTrue();
        hook.failed(new IllegalStateException("third"));
        assertThat(hook.isOn()).isFalse();
        assertThat(hook.reason()).contains("third");
        assertThat(other.isOn()).isTrue();
    }

    @DisplayName("a ThreadDeath is rethrown, and is not counted as an error of the hook")
    @Test
    void stop() {
        for (int i = 0; i < 3; i++) {
            ThreadDeath stop = new ThreadDeath();
            assertThatThrownBy(() -> hook.failed(stop)).isSameAs(stop);
        }
        assertThat(hook.reason()).isNull();
    }

    @DisplayName("a hook that goes off is named once in the news")
    @Test
    void news() {
        for (int i = 0; i < 3; i++) {
            hook.failed(new IllegalStateException("once more"));
        }
        assertThat(HookSwitch.news())
                .filteredOn(line -> line.contains(hook.name()))
                .singleElement()
                .asString()
                .contains("off", "once more");
        assertThat(HookSwitch.news()).noneMatch(line -> line.contains(hook.name()));
    }

    @DisplayName("only errors within one minute are counted together")
    @Test
    void rate() {
        for (int i = 0; i < 10; i++) {
            hook.failed(new IllegalStateException("now and then"), null, TimeUnit.SECONDS.toNanos(40L * i));
        }
        assertThat(hook.isOn()).isTrue();
        hook.failed(new IllegalStateException("all at once"), null, TimeUnit.SECONDS.toNanos(361));
        hook.failed(new IllegalStateException("all at once"), null, TimeUnit.SECONDS.toNanos(362));
        assertThat(hook.isOn()).isFalse();
    }

    @DisplayName("errors with the library of one class loader switch off the hook for this class loader only")
    @Test
    void oneLoader() throws Exception {
        Object there =
                new Library().loadClass(Plugin.class.getName()).getConstructor().newInstance();
        hook.woven(getClass().getClassLoader(), false);
        hook.woven(there.getClass().getClassLoader(), false);
        for (int i = 0; i < 3; i++) {
            hook.failed(new IllegalStateException("there"), there);
        }
        assertThat(hook.isOnFor(there)).isFalse();
        assertThat(hook.isOnFor(this)).isTrue();
        assertThat(hook.isOn()).isTrue();
        assertThat(hook.isWoven()).isTrue();
        assertThat(hook.reason()).contains(Library.class.getName(), "there");
        hook.off(getClass().getClassLoader(), "here too");
        assertThat(hook.isOffWhereKnown()).isTrue();
    }

    @DisplayName("a hook that is woven in part is off everywhere if it cannot tell which library calls it")
    @Test
    void partly() {
        ClassLoader there = new Library();
        hook.doesNotFit(there, "not woven at all");
        assertThat(hook.isOn()).isTrue();
        assertThat(hook.isOn(there)).isFalse();
        ClassLoader elsewhere = new Library();
        hook.byLoader().woven(elsewhere, false);
        hook.doesNotFit(elsewhere, "woven in part");
        assertThat(hook.isOn()).isTrue();
        HookSwitch other = HookSwitch.named(hook.name() + " other");
        other.woven(there, false);
        other.doesNotFit(there, "woven in part");
        assertThat(other.isOn()).isFalse();
    }

    /** A class that is loaded by two class loaders. */
    public static final class Plugin {}

    /** A class loader that defines {@link Plugin} itself. */
    private static final class Library extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Plugin.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @DisplayName("a throwable of the program's code, called by a hook, is not counted as an error of the hook")
    @Test
    void ofProgram() {
        StackTraceElement[] called = {
            new StackTraceElement("java.util.Map", "of", "Map.java", 1),
            new StackTraceElement("shop.Headers", "get", "Headers.java", 2),
            new StackTraceElement("dev.whence.runtime.http.ServerRequests", "arrive", "ServerRequests.java", 3)
        };
        for (int i = 0; i < 10; i++) {
            Throwable error = new NullPointerException();
            error.setStackTrace(called);
            hook.failed(error);
            hook.failed(new NullPointerException() {
                private static final long serialVersionUID = 1;

                @Override
                public StackTraceElement[] getStackTrace() {
                    return new StackTraceElement[0];
                }
            });
        }
        assertThat(hook.isOn()).isTrue();
    }

    @DisplayName("103: a lack of stack or memory is not counted as an error of the hook")
    @Test
    void exhaustion() {
        for (int i = 0; i < 10; i++) {
            hook.failed(new StackOverflowError());
            hook.failed(new OutOfMemoryError());
        }
        assertThat(hook.isOn()).isTrue();
    }

    @DisplayName("99: an error whose message cannot be read switches the hook off")
    @Test
    void errorWithoutText() {
        hook.failed(new IllegalStateException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no text");
            }
        });
        assertThat(hook.isOn()).isFalse();
    }
}
