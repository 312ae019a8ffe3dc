package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Spring's {@code @Async} and {@code @Scheduled} methods, executors and schedulers. */
@SuppressWarnings("FutureReturnValueIgnored")
class SpringBehaviour {
    private final Seen seen = new Seen();
    private AnnotationConfigApplicationContext spring;
    private Work work;

    @BeforeEach
    void start() {
        in("starter", () -> {
            spring = new AnnotationConfigApplicationContext();
            spring.registerBean(Seen.class, () -> seen);
            spring.register(Beans.class);
            spring.refresh();
        });
        work = spring.getBean(Work.class);
    }

    @AfterEach
    void stop() {
        spring.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Beans {
        static final AtomicInteger DECORATED = new AtomicInteger();

        @Bean
        ThreadPoolTaskExecutor pool() {
            ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
            pool.setCorePoolSize(1);
            pool.setTaskDecorator(task -> () -> {
                DECORATED.incrementAndGet();
                task.run();
            });
            return pool;
        }

        @Bean
        SimpleAsyncTaskExecutor simple() {
            return new SimpleAsyncTaskExecutor();
        }

        @Bean
        SimpleAsyncTaskExecutor virtual() {
            SimpleAsyncTaskExecutor virtual = new SimpleAsyncTaskExecutor();
            virtual.setVirtualThreads(ProgramThreads.HAVE_VIRTUAL);
            return virtual;
        }

        @Bean
        ThreadPoolTaskScheduler poolScheduler() {
            return new ThreadPoolTaskScheduler();
        }

        @Bean
        SimpleAsyncTaskScheduler simpleScheduler() {
            return new SimpleAsyncTaskScheduler();
        }

        @Bean
        SimpleAsyncTaskScheduler virtualScheduler() {
            SimpleAsyncTaskScheduler virtual = new SimpleAsyncTaskScheduler();
            virtual.setVirtualThreads(ProgramThreads.HAVE_VIRTUAL);
            return virtual;
        }

        @Bean
        Work work(Seen seen) {
            return new Work(seen);
        }
    }

    static class Work {
        private final Seen seen;

        Work(Seen seen) {
            this.seen = seen;
        }

        @Async("pool")
        public void pooled() {
            seen.here();
        }

        @Async("simple")
        public void simple() {
            seen.here();
        }

        @Async("virtual")
        public void virtual() {
            seen.here();
        }

        @Async("pool")
        public CompletableFuture<String> pooledFuture() {
            return CompletableFuture.completedFuture(seen.here());
        }

        @Async("virtual")
        public CompletableFuture<String> virtualFuture() {
            return CompletableFuture.completedFuture(seen.here());
        }
    }

    @DisplayName("@Async runs in the caller's, on every executor, and with none in none")
    @Test
    void async() {
        for (Runnable call : List.<Runnable>of(work::pooled, work::simple, work::virtual)) {
            for (String id : List.of("A", "C", "")) {
                in(id, call::run);
                assertThat(seen.next()).isEqualTo(id);
            }
        }
    }

    @DisplayName("@Async that returns a future, whose continuations run in their registrar's")
    @Test
    void asyncFuture() throws Exception {
        CompletableFuture<String> pooled = in("A", work::pooledFuture);
        CompletableFuture<String> virtual = in("A", work::virtualFuture);
        CompletableFuture<String> both = in("C", () -> pooled.thenCombineAsync(virtual, (p, v) -> p + v + id()));
        assertThat(both.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("AAC");
    }

    @DisplayName("a decorator of tasks runs as ever, in the submitter's")
    @Test
    void decorated() throws Exception {
        int before = Beans.DECORATED.get();
        ThreadPoolTaskExecutor pool = spring.getBean(ThreadPoolTaskExecutor.class);
        in("A", () -> pool.execute(seen::here));
        in("C", () -> pool.submit(seen::here));
        CompletableFuture<String> submitted = in("D", () -> pool.submitCompletable(seen::here));
        assertThat(seen.next(3)).containsExactly("A", "C", "D");
        assertThat(submitted.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("D");
        assertThat(Beans.DECORATED.get() - before).isEqualTo(3);
    }

    @DisplayName("a task for later runs in the submitter's")
    @ParameterizedTest
    @ValueSource(strings = {"poolScheduler", "simpleScheduler", "virtualScheduler"})
    void later(String bean) {
        TaskScheduler scheduler = spring.getBean(bean, TaskScheduler.class);
        for (String id : List.of("A", "C")) {
            Object scheduled = in(id, () -> scheduler.schedule(seen::here, Instant.now()));
            assertThat(seen.next()).as("" + scheduled).isEqualTo(id);
        }
    }

    @DisplayName("each run of a periodic task, or of one with a trigger, is an operation of its own")
    @ParameterizedTest
    @ValueSource(strings = {"poolScheduler", "simpleScheduler", "virtualScheduler"})
    void periodic(String bean) {
        TaskScheduler scheduler = spring.getBean(bean, TaskScheduler.class);
        Duration period = Duration.ofMillis(1);
        assertFresh(() -> scheduler.scheduleAtFixedRate(seen::here, period));
        assertFresh(() -> scheduler.scheduleWithFixedDelay(seen::here, period));
        assertFresh(() -> scheduler.schedule(seen::here, run -> Instant.now()));
    }

    @DisplayName("a run by a trigger comes after the one before, which has scheduled it")
    @Test
    void orderByTrigger(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log.json"));
        AtomicInteger runs = new AtomicInteger();
        java.util.concurrent.Future<?> running = byTrigger(spring.getBean("poolScheduler", TaskScheduler.class), () -> {
            int run = runs.getAndIncrement();
            // A further run may come while the log ends.
            if (run < 3) {
                log.write(run);
            }
            seen.here();
        });
        seen.next(3);
        running.cancel(false);
        List<CausalLog.Line> lines = log.endByEvent();
        assertThat(lines.get(1).via(lines.get(0).id())).isEqualTo("fork");
        assertThat(lines.get(2).via(lines.get(1).id())).isEqualTo("fork");
    }

    private interface Scheduling {
        java.util.concurrent.Future<?> start();
    }

    private void assertFresh(Scheduling scheduling) {
        java.util.concurrent.Future<?> running = elsewhere("A", scheduling::start);
        List<String> ids = seen.next(5);
        running.cancel(false);
        assertThat(ids).doesNotContain("", "A").doesNotHaveDuplicates();
    }

    @DisplayName("what a task with a trigger prints shows who has scheduled it")
    @Test
    void printedByTrigger() {
        Seen printed = new Seen(SpringBehaviour::printed);
        java.util.concurrent.Future<?> running =
                byTrigger(spring.getBean("poolScheduler", TaskScheduler.class), printed::here);
        List<String> runs = printed.next(2);
        running.cancel(false);
        assertThat(runs.get(0)).containsSubsequence(".printed(", "dev.whence.Async.schedule(", ".byTrigger(");
        assertThat(runs.get(1)).containsSubsequence(".printed(", "dev.whence.Async.schedule(", ".byTrigger(");
    }

    private static java.util.concurrent.Future<?> byTrigger(TaskScheduler scheduler, Runnable body) {
        return scheduler.schedule(body, run -> Instant.now());
    }

    private static String printed() {
        StringWriter text = new StringWriter();
        new IllegalStateException("printed").printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Periodic {
        @Bean
        Ticks ticks() {
            return new Ticks();
        }
    }

    static class Ticks {
        private final Seen fixed = new Seen();
        private final Seen cron = new Seen();

        @Scheduled(fixedDelay = 1)
        public void fixed() {
            fixed.here();
        }

        @Scheduled(cron = "* * * * * *")
        public void cron() {
            cron.here();
        }
    }

    @DisplayName("each run of a @Scheduled method is an operation of its own")
    @Test
    void scheduled() {
        try (AnnotationConfigApplicationContext scheduling =
                in("starter", () -> new AnnotationConfigApplicationContext(Periodic.class))) {
            Ticks ticks = scheduling.getBean(Ticks.class);
            for (List<String> ids :
                    Stream.of(ticks.fixed.next(3), ticks.cron.next(2)).toList()) {
                assertThat(ids).doesNotContain("", "starter").doesNotHaveDuplicates();
            }
        }
    }
}
