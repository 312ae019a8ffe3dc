package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code shared} names the program's own work that serves everybody. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class SharedWorkIT {
    private static final String MAILBOX = Mailbox.class.getName();

    private final Jdk jdk;

    SharedWorkIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private JavaProcess java(Class<?> main) {
        return JavaProcess.java(jdk).options("-cp", JavaProcess.testClassPath()).main(main);
    }

    /** A mailbox as that of an actor: whoever finds it idle submits the run that handles everybody's messages. */
    private static final class Mailbox implements Runnable {
        private final Queue<String> messages = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final CountDownLatch allAreThere = new CountDownLatch(1);

        void tell(String message, ExecutorService pool) {
            messages.add(message);
            if (waiting.getAndIncrement() == 0) {
                pool.execute(this);
            }
        }

        @Override
        public void run() {
            try {
                allAreThere.await();
            } catch (InterruptedException e) {
                return;
            }
            do {
                System.out.println(messages.remove() + " in " + Correlation.current());
            } while (waiting.decrementAndGet() > 0);
        }
    }

    static final class Telling {
        public static void main(String[] args) {
            ExecutorService pool = Executors.newSingleThreadExecutor();
            Mailbox mailbox = new Mailbox();
            for (String operation : new String[] {"A", "B"}) {
                try (Scope ignored = Correlation.of(operation).open()) {
                    mailbox.tell(operation, pool);
                }
            }
            mailbox.allAreThere.countDown();
            pool.shutdown();
        }

        private Telling() {}
    }

    @DisplayName("a mailbox that is not named has the operation of its first sender, and none if it is")
    @ParameterizedTest
    @ValueSource(strings = {"MAILBOX", "PACKAGE.", "OUTER$", "com.acme.Other,MAILBOX,com.acme.jobs."})
    void mailbox(String shared) {
        String value = shared.replace("MAILBOX", MAILBOX)
                .replace("PACKAGE", SharedWorkIT.class.getPackageName())
                .replace("OUTER", SharedWorkIT.class.getName());
        JavaProcess.Result result =
                java(Telling.class).agent("quiet=true", "shared=" + value).run();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).containsExactly("A in ", "B in ");
    }

    @DisplayName("a name stands for its own class only")
    @Test
    void others() {
        JavaProcess.Result result = java(Telling.class)
                .agent("quiet=true", "shared=" + MAILBOX + "$," + MAILBOX + "es")
                .run();
        assertThat(result.out().lines()).containsExactly("A in A", "B in A");
    }

    @DisplayName("what is no name is said with what is valid, and counts as the default")
    @ParameterizedTest
    @CsvSource({"com..acme", "com.acme.*", "1st.Box", "com/acme/Box", "."})
    void faults(String name) {
        JavaProcess.Result result = java(Telling.class)
                .agent("quiet=true", "shared=" + MAILBOX + "," + name + ",com.acme.Right")
                .run();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .endsWith("'" + name + "' is not a value of the option 'shared'; valid: names of classes, and"
                        + " beginnings of names that end with . or $, separated by commas");
        assertThat(result.out().lines()).containsExactly("A in A", "B in A");
    }
}
