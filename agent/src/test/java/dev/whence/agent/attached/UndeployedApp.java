package dev.whence.agent.attached;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * An application that is undeployed with much left undone. It brings its own logback and OpenTelemetry, and its classes are
 * loaded by a class loader of their own; it ends its own threads, as it must.
 */
@SuppressWarnings("FutureReturnValueIgnored")
public final class UndeployedApp extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(UndeployedApp.class);
    private static final ContextKey<UndeployedApp> KEY = ContextKey.named("application");
    private static final ThreadLocal<UndeployedApp> LOCAL = new ThreadLocal<>();

    private final transient ThreadPoolExecutor linked = pool(new LinkedBlockingQueue<>());
    private final transient ThreadPoolExecutor array = pool(new ArrayBlockingQueue<>(100));
    private final transient ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
    private final transient ForkJoinPool forkJoin = new ForkJoinPool(2);
    private final transient Timer timer = new Timer(true);
    private final transient SdkTracerProvider tracers =
            SdkTracerProvider.builder().addSpanProcessor(new NoExport()).build();
    private final transient Queue<CompletableFuture<?>> timed = new ConcurrentLinkedQueue<>();

    private static ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(1, 1, 1, SECONDS, queue);
    }

    @Override
    public void init() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ListAppender<ILoggingEvent> kept = new ListAppender<>();
        kept.start();
        context.getLogger("ROOT").detachAndStopAllAppenders();
        context.getLogger("ROOT").addAppender(kept);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MDC.put("application", "undeployed");
        LOCAL.set(this);
        Span span = tracers.get("application").spanBuilder("request").startSpan();
        try (Scope ignored = Context.root().with(KEY, this).with(span).makeCurrent()) {
            say();
            finish();
            fail();
            if ("last".equals(request.getQueryString())) {
                leaveUndone();
            }
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            span.end();
            LOCAL.remove();
            MDC.clear();
        }
        response.getWriter().write(Context.class.getClassLoader().getClass().getSimpleName());
    }

    private void say() {
        LOG.info("in {}", MDC.get("application"));
    }

    private void finish() throws Exception {
        for (ExecutorService pool : allPools()) {
            pool.execute(this::say);
            pool.submit(this::say).get();
            CompletableFuture.runAsync(this::say, pool).thenRun(this::say).join();
        }
        Thread thread = new Thread(this::say);
        thread.start();
        thread.join();
    }

    /** Its own, the JDK's and the server's. */
    @SuppressWarnings("unchecked")
    private List<ExecutorService> allPools() {
        List<ExecutorService> all =
                new ArrayList<>((List<ExecutorService>) getServletContext().getAttribute("pools"));
        all.addAll(List.of(linked, array, scheduled, forkJoin, ForkJoinPool.commonPool()));
        return all;
    }

    private void fail() {
        for (ExecutorService pool : allPools()) {
            CompletableFuture.runAsync(UndeployedApp::throwAway, pool)
                    .whenComplete((none, failure) -> LOG.warn("failed", failure))
                    .exceptionally(failure -> null)
                    .join();
        }
    }

    private static void throwAway() {
        throw new IllegalStateException("of no use");
    }

    private void leaveUndone() {
        for (ExecutorService pool : List.of(linked, array, forkJoin)) {
            pool.execute(UndeployedApp::waitForInterrupt);
            pool.execute(this::say);
            pool.submit(this::say);
        }
        scheduled.schedule(this::say, 1, HOURS);
        scheduled.scheduleAtFixedRate(this::say, 0, 1, HOURS);
        timer.schedule(timerTask(), HOURS.toMillis(1));
        timer.schedule(timerTask(), 0, HOURS.toMillis(1));
        timed.add(new CompletableFuture<Integer>().orTimeout(1, HOURS));
        timed.add(new CompletableFuture<Integer>().completeOnTimeout(1, 1, HOURS));
        new CompletableFuture<Integer>().thenRun(this::say);
    }

    private static void waitForInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TimerTask timerTask() {
        return new TimerTask() {
            @Override
            public void run() {
                say();
            }
        };
    }

    @Override
    public void destroy() {
        for (ExecutorService pool : List.of(linked, array, scheduled, forkJoin)) {
            pool.shutdownNow();
        }
        timer.cancel();
        tracers.close();
        timed.forEach(future -> future.cancel(true));
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    /** Without any processor, an SDK makes no spans. */
    private static final class NoExport implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
