package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A thread runs in the correlation of whoever started it. */
class ThreadBehaviour {
    private final Seen seen = new Seen();

    @DisplayName("83: new Thread(runnable)")
    @RepeatedTest(3)
    void runnable() {
        in("A", () -> new Thread(seen::here).start());
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("84: a subclass that overrides run()")
    @Test
    void subclass() {
        in("A", () -> new OwnThread().start());
        assertThat(seen.next()).isEqualTo("A");
    }

    private final class OwnThread extends Thread {
        @Override
        public void run() {
            seen.here();
        }
    }

    @DisplayName("85: made under A, started under C, runs in C")
    @Test
    void startBeatsConstruction() {
        Thread thread = in("A", () -> new Thread(seen::here));
        in("C", thread::start);
        assertThat(seen.next()).isEqualTo("C");
    }

    @NoAgentNeeded
    @DisplayName("85: made under A, started by none, runs in none")
    @Test
    void startedByNone() {
        Thread thread = in("A", () -> new Thread(seen::here));
        in("", thread::start);
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName("86: a second start() fails as ever, and the thread keeps its correlation")
    @Test
    void startedTwice() {
        Gate gate = new Gate();
        Thread thread = new Thread(() -> {
            gate.pass();
            seen.here();
        });
        in("A", thread::start);
        in("C", () -> assertThatThrownBy(thread::start).isExactlyInstanceOf(IllegalThreadStateException.class));
        gate.open();
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("94: a thread that does not inherit thread locals has its starter's correlation all the same")
    @Test
    void withoutInheritableThreadLocals() {
        ThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        inheritable.set("inherited");
        Thread thread = new Thread(null, () -> seen.note(inheritable.get() + " " + id()), "no heir", 0, false);
        in("A", thread::start);
        assertThat(seen.next()).isEqualTo("null A");
    }

    @NoAgentNeeded
    @DisplayName("88: run() called directly runs in the caller's")
    @SuppressWarnings("DoNotCall")
    @Test
    void runDirectly() {
        Thread thread = in("A", () -> new Thread(seen::here));
        in("C", thread::run);
        assertThat(seen.soFar()).containsExactly("C");
    }

    @DisplayName("threads started by threads")
    @Test
    void nested() {
        in("A", () -> new Thread(() -> new Thread(seen::here).start()).start());
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("a thread that opens its own correlation, and the one that it came with")
    @Test
    void ownCorrelation() {
        in("A", () -> new Thread(() -> {
                    in("T", seen::here);
                    seen.here();
                })
                .start());
        assertThat(seen.next(2)).containsExactly("T", "A");
    }

    @NoAgentNeeded
    @DisplayName("inheritable thread locals are inherited, and other thread locals empty")
    @Test
    void threadLocals() {
        ThreadLocal<String> plain = new ThreadLocal<>();
        ThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        plain.set("plain");
        inheritable.set("inherited");
        in("A", () -> new Thread(() -> seen.note(plain.get() + " " + inheritable.get())).start());
        assertThat(seen.next()).isEqualTo("null inherited");
    }

    @DisplayName("an uncaught exception reaches its handler, in the thread's correlation")
    @Test
    void uncaught() {
        Thread thread = new Thread(() -> {
            throw new IllegalStateException("uncaught");
        });
        thread.setUncaughtExceptionHandler((dead, failure) -> seen.note(failure.getMessage() + " in " + id()));
        in("A", thread::start);
        assertThat(seen.next()).isEqualTo("uncaught in A");
    }

    @NoAgentNeeded
    @DisplayName("102: an interrupt before the start of the body is still there in it")
    @Test
    void interrupt() {
        elsewhere("A", () -> {
            Gate gate = new Gate();
            Thread thread = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                seen.note("" + Thread.interrupted());
            });
            thread.start();
            thread.interrupt();
            gate.open();
        });
        assertThat(seen.next()).isEqualTo("true");
    }
}
