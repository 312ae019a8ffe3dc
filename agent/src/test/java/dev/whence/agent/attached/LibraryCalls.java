package dev.whence.agent.attached;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.threads.EnhancedQueueExecutor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A program that lets libraries, and classes of the JDK, run tasks, each of which prints a trace. */
@SuppressWarnings({"CheckReturnValue", "FutureReturnValueIgnored"})
final class LibraryCalls {
    /** What is called, and how. */
    enum Call {
        SPRING {
            @Override
            void call(Runnable task) {
                new AnnotationConfigApplicationContext(Mailers.class)
                        .getBean(Mailer.class)
                        .send(task);
            }
        },
        REACTOR {
            @Override
            void call(Runnable task) {
                Mono.fromRunnable(task).subscribeOn(Schedulers.boundedElastic()).subscribe();
            }
        },
        RX_JAVA {
            @Override
            void call(Runnable task) {
                Completable.fromRunnable(task)
                        .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.io())
                        .subscribe();
            }
        },
        RX_JAVA_CHAIN {
            @Override
            void call(Runnable task) {
                Flowable.just(1)
                        .map(n -> n + 1)
                        .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation())
                        .subscribe(n -> task.run());
            }
        },
        FAILSAFE {
            @Override
            void call(Runnable task) {
                Failsafe.with(RetryPolicy.ofDefaults()).runAsync(task::run);
            }
        },
        RESILIENCE4J {
            @Override
            void call(Runnable task) {
                ThreadPoolBulkhead.ofDefaults("test").executeRunnable(task);
            }
        },
        CAFFEINE_LISTENER {
            @Override
            void call(Runnable task) {
                var cache = Caffeine.newBuilder()
                        .removalListener((key, value, cause) -> task.run())
                        .build();
                cache.put(1, 1);
                cache.invalidate(1);
            }
        },
        CAFFEINE_LOADER {
            @Override
            void call(Runnable task) {
                Caffeine.newBuilder()
                        .buildAsync(key -> {
                            task.run();
                            return 1;
                        })
                        .get(1);
            }
        },
        JBOSS_THREADS {
            @Override
            void call(Runnable task) {
                new EnhancedQueueExecutor.Builder()
                        .setCorePoolSize(1)
                        .setMaximumPoolSize(1)
                        .build()
                        .execute(task);
            }
        },
        MAP {
            @Override
            void call(Runnable task) {
                new ConcurrentHashMap<Integer, Object>().computeIfAbsent(1, key -> new Own().submit(task));
            }
        },
        LIST {
            @Override
            void call(Runnable task) {
                new CopyOnWriteArrayList<>(List.of(task)).forEach(new Own()::execute);
            }
        },
        OWN_EXECUTOR {
            @Override
            void call(Runnable task) {
                new Own().submit(task);
            }
        },
        OWN_SCHEDULER {
            @Override
            void call(Runnable task) {
                new OwnScheduler().submit(task);
            }
        },
        WRAPPER {
            @Override
            void call(Runnable task) {
                Executors.unconfigurableExecutorService(new Own()).execute(task);
            }
        },
        COMPLETION_SERVICE {
            @Override
            void call(Runnable task) {
                new ExecutorCompletionService<Integer>(new Own()).submit(task, 1);
            }
        };

        abstract void call(Runnable task);
    }

    /** A service of Spring's whose method is asynchronous. */
    public static class Mailer {
        @Async
        public CompletableFuture<String> send(Runnable task) {
            task.run();
            return CompletableFuture.completedFuture("sent");
        }
    }

    /** Makes the service. */
    @EnableAsync
    public static class Mailers {
        @Bean
        public Mailer mailer() {
            return new Mailer();
        }
    }

    private static final class Own extends AbstractExecutorService {
        private final ExecutorService pool = Executors.newSingleThreadExecutor();

        @Override
        public void execute(Runnable task) {
            pool.execute(task);
        }

        @Override
        public void shutdown() {
            pool.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return pool.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return pool.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return pool.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return pool.awaitTermination(timeout, unit);
        }
    }

    private static final class OwnScheduler extends ScheduledThreadPoolExecutor {
        OwnScheduler() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(task, delay, unit);
        }
    }

    public static void main(String[] args) throws Exception {
        for (Call call : Call.values()) {
            CompletableFuture<Void> shown = new CompletableFuture<>();
            ofTheApplication(call, () -> {
                new Throwable(call.name()).printStackTrace();
                shown.complete(null);
            });
            shown.get(Vocabulary.SECONDS, TimeUnit.SECONDS);
        }
        System.exit(0);
    }

    private static void ofTheApplication(Call call, Runnable task) {
        call.call(task);
    }

    private LibraryCalls() {}
}
