package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.freshId;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A program that is at work when the agent is attached: its pools have workers that wait and tasks that wait, its futures
 * have continuations, its threads sleep. It says what is as it should be then.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class RunningProgram {
    private final Map<String, Executor> executors = new LinkedHashMap<>();
    private final Map<String, BlockingQueue<String>> old = new LinkedHashMap<>();
    private final CountDownLatch attached = new CountDownLatch(1);
    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final Timer timer = new Timer("timer", true);
    private final Logger logger = (Logger) LoggerFactory.getLogger("program");
    private final PatternLayout layout = new PatternLayout();
    private final List<Object> executed = new ArrayList<>();
    private final RunningLibraries libraries = new RunningLibraries();
    private TomcatWebServer tomcat;

    public static void main(String[] args) throws Exception {
        RunningProgram program = new RunningProgram();
        program.begin();
        Files.createFile(Path.of(args[0]));
        while (!Files.exists(Path.of(args[1]))) {
            Thread.sleep(10);
        }
        program.goOn();
        System.out.println("The end");
        System.exit(0);
    }

    private void begin() throws Exception {
        // Netty's, among others.
        logger.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        executors.put("linked queue", pool(1, new LinkedBlockingQueue<>()));
        executors.put("array queue", pool(1, new ArrayBlockingQueue<>(10)));
        executors.put("synchronous queue", pool(10, new SynchronousQueue<>()));
        executors.put("own beforeExecute", ownPool());
        executors.put("scheduled", Executors.newScheduledThreadPool(1));
        executors.put("fork/join", new ForkJoinPool(1));
        executors.put("common pool", ForkJoinPool.commonPool());
        for (Executor executor : executors.values()) {
            use(executor);
        }
        use(new OwnPool());
        startTimer();
        waitInQueues();
        registerContinuations();
        startThreads();
        libraries.begin();
        tomcat = new TomcatWebServer(exchange -> {
            exchange.header("Seen", freshId());
            exchange.answer(200);
        });
        layout.setContext(logger.getLoggerContext());
        layout.setPattern("%level %msg %X{user}");
        layout.start();
        layout.doLayout(event("before"));
        MDC.put("user", "before");
    }

    private static ThreadPoolExecutor pool(int most, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(1, most, 1, TimeUnit.MINUTES, queue);
    }

    private ThreadPoolExecutor ownPool() {
        return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()) {
            @Override
            protected void beforeExecute(Thread worker, Runnable task) {
                executed.add(task);
            }
        };
    }

    /** Its worker has worked, and waits. */
    private static void use(Executor executor) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        executor.execute(ran::countDown);
        ran.await();
    }

    private void startTimer() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        timer.schedule(task(ran::countDown), 0);
        ran.await();
        timer.schedule(task(awaiting(sees("timer task"))), 0);
    }

    private static TimerTask task(Runnable action) {
        return new TimerTask() {
            @Override
            public void run() {
                action.run();
            }
        };
    }

    /** A worker is held back, and more tasks wait behind the one that holds it. */
    private void waitInQueues() {
        ThreadPoolExecutor linked = pool(1, new LinkedBlockingQueue<>());
        linked.execute(awaiting(sees("task that runs")));
        linked.execute(sees("runnable that waits"));
        linked.submit(sees("future that waits"));
        ForkJoinPool forkJoin = new ForkJoinPool(1);
        forkJoin.execute(awaiting(sees("fork/join task that runs")));
        forkJoin.execute(sees("fork/join task that waits"));
    }

    private void registerContinuations() {
        CompletableFuture<String> other = new CompletableFuture<>();
        Runnable accept = sees("thenAccept");
        Runnable apply = sees("thenApply");
        Runnable compose = sees("thenCompose");
        Runnable handle = sees("handle");
        Runnable complete = sees("whenComplete");
        Runnable acceptBoth = sees("thenAcceptBoth");
        Runnable combine = sees("thenCombine");
        Runnable either = sees("acceptEither");
        source.thenRun(sees("thenRun"));
        source.thenAccept(value -> accept.run());
        source.thenApply(value -> apply).thenAccept(Runnable::run);
        source.thenCompose(value -> CompletableFuture.completedFuture(compose))
                .whenComplete((seen, thrown) -> seen.run());
        source.handle((value, thrown) -> handle).thenAccept(Runnable::run);
        source.whenComplete((value, thrown) -> complete.run());
        source.thenAcceptBoth(source, (value, same) -> acceptBoth.run());
        source.thenCombine(source, (value, same) -> combine).thenAccept(Runnable::run);
        source.acceptEither(other, value -> either.run());
        source.thenRunAsync(sees("thenRunAsync"), executors.get("linked queue"));
    }

    private void startThreads() throws Exception {
        new Thread(awaiting(sees("thread"))).start();
        if (Runtime.version().feature() >= 21) {
            Runnable sleeping = awaiting(sees("virtual thread"));
            Object unused =
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, sleeping);
        }
    }

    /** Returns what runs an action once the agent is attached. */
    private Runnable awaiting(Runnable action) {
        return () -> {
            try {
                attached.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            action.run();
        };
    }

    /**
     * What tells the correlation that something old sees. To be called by the main thread only: which thread runs a
     * continuation is not certain, since a thread that has run one helps with the others.
     */
    private Runnable sees(String what) {
        BlockingQueue<String> seen = old.computeIfAbsent(what, name -> new LinkedBlockingQueue<>());
        return () -> seen.add(id());
    }

    private void goOn() throws Exception {
        oldWork();
        libraries.goOn();
        for (Map.Entry<String, Executor> executor : executors.entrySet()) {
            newWork(executor.getKey(), executor.getValue());
        }
        newWork("new executor of the program", new OwnPool());
        identity();
        timers();
        futures();
        threads();
        requests();
        logs();
        say("context", "true", "" + (dev.whence.context.Correlation.class.getClassLoader() == null));
    }

    /** What was there before is none of the work of the operation that lets it go on. */
    private void oldWork() throws Exception {
        in("completer", () -> source.complete("value"));
        in("opener", attached::countDown);
        for (Map.Entry<String, BlockingQueue<String>> seen : old.entrySet()) {
            say("old " + seen.getKey(), "", seen.getValue().poll(SECONDS, TimeUnit.SECONDS));
        }
        say("completer", "after", in("after", () -> id()));
    }

    private void newWork(String name, Executor executor) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        for (int i = 0; i < 3; i++) {
            String id = "new-" + i;
            in(id, () -> executor.execute(() -> seen.add(id() + MDC.get("user"))));
            say(name + " execute " + i, id + "before", seen.poll(SECONDS, TimeUnit.SECONDS));
            executor.execute(() -> seen.add(id()));
            say(name + " execute without", "", seen.poll(SECONDS, TimeUnit.SECONDS));
            if (executor instanceof ExecutorService service) {
                Callable<String> callable = Vocabulary::id;
                Future<String> submitted = in(id, () -> service.submit(callable));
                say(name + " submit " + i, id, submitted.get(SECONDS, TimeUnit.SECONDS));
            }
        }
    }

    private void identity() throws InterruptedException {
        Runnable user = () -> {};
        executed.clear();
        Executor executor = executors.get("own beforeExecute");
        in("new", () -> executor.execute(user));
        use(executor);
        say("identity", "true", "" + (executed.get(0) == user));
    }

    private void timers() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        in("new", () -> timer.schedule(task(() -> seen.add(id())), 1));
        say("timer", "new", seen.poll(SECONDS, TimeUnit.SECONDS));
        in("new", () -> timer.schedule(task(() -> seen.add(id())), 1, 1));
        String first = seen.poll(SECONDS, TimeUnit.SECONDS);
        String second = seen.poll(SECONDS, TimeUnit.SECONDS);
        say("periodic timer", "false", "" + (first.equals(second) || first.equals("new") || first.isEmpty()));
    }

    private void futures() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<String> seen = in("new", () -> future.thenApply(value -> id()));
        in("completer", () -> future.complete("value"));
        say("continuation", "new", seen.get(SECONDS, TimeUnit.SECONDS));
        CompletableFuture<String> ofOld = in("new", () -> source.thenApplyAsync(value -> id()));
        say("continuation of an old future", "new", ofOld.get(SECONDS, TimeUnit.SECONDS));
    }

    private void threads() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        in("new", () -> new Thread(() -> seen.add(id())).start());
        say("new thread", "new", seen.poll(SECONDS, TimeUnit.SECONDS));
    }

    private void requests() throws Exception {
        for (int i = 0; i < 2; i++) {
            URI address = URI.create("http://127.0.0.1:" + tomcat.port() + "/");
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            in("request-" + i, () -> connection.getResponseCode());
            say("request", "request-" + i, connection.getHeaderField("Seen"));
            say("answer", "request-" + i, connection.getHeaderField("X-Correlation-ID"));
        }
    }

    private void logs() {
        say("log", "INFO [new] hello before", in("new", () -> layout.doLayout(event("hello"))));
        say("log again", "INFO [other] hello before", in("other", () -> layout.doLayout(event("hello"))));
    }

    private LoggingEvent event(String message) {
        return new LoggingEvent("", logger, Level.INFO, message, null, null);
    }

    static void say(String what, String expected, String seen) {
        System.out.println(
                what + ": " + (expected.equals(seen) ? "as it should be" : "'" + seen + "', not '" + expected + "'"));
    }

    private RunningProgram() {}
}
