package dev.whence;

/**
 * The boundaries in a logical stack. A frame of this class marks a place where work crossed from one task to another.
 * The frames above it ran later, often on another thread. The frames below it show where the hop was made.
 *
 * <p>The methods do nothing. They exist so that a reader of a stack trace can look them up. Their line numbers never
 * change, so that error trackers group the traces of all versions alike; new methods are only added at the end.
 */
public final class Async {
    /** Hops were left out here. Of a long chain, the first 8 and the last 56 hops are kept. */
    public static void elided() {}

    /** The hop above, or the cycle of hops that ends with it, was made several times in a row. */
    public static void repeated() {}

    /** A hop of a kind for which this class has no method. */
    public static void async() {}

    /** {@code CompletableFuture.supplyAsync}: a supplier run by an executor. */
    public static void supplyAsync() {}

    /** {@code CompletableFuture.runAsync}: an action run by an executor. */
    public static void runAsync() {}

    /** {@code CompletableFuture.completeAsync}: a supplier whose value completes a future. */
    public static void completeAsync() {}

    /** {@code CompletionStage.thenApply}: a function of the result. */
    public static void thenApply() {}

    /** {@code CompletionStage.thenApplyAsync}: a function of the result, run by an executor. */
    public static void thenApplyAsync() {}

    /** {@code CompletionStage.thenAccept}: a consumer of the result. */
    public static void thenAccept() {}

    /** {@code CompletionStage.thenAcceptAsync}: a consumer of the result, run by an executor. */
    public static void thenAcceptAsync() {}

    /** {@code CompletionStage.thenRun}: an action after the result. */
    public static void thenRun() {}

    /** {@code CompletionStage.thenRunAsync}: an action after the result, run by an executor. */
    public static void thenRunAsync() {}

    /** {@code CompletionStage.thenCompose}: a function of the result that yields another stage. */
    public static void thenCompose() {}

    /** {@code CompletionStage.thenComposeAsync}: a function from result to stage, run by an executor. */
    public static void thenComposeAsync() {}

    /** {@code CompletionStage.thenCombine}: a function of two results. */
    public static void thenCombine() {}

    /** {@code CompletionStage.thenCombineAsync}: a function of two results, run by an executor. */
    public static void thenCombineAsync() {}

    /** {@code CompletionStage.thenAcceptBoth}: a consumer of two results. */
    public static void thenAcceptBoth() {}

    /** {@code CompletionStage.thenAcceptBothAsync}: a consumer of two results, run by an executor. */
    public static void thenAcceptBothAsync() {}

    /** {@code CompletionStage.runAfterBoth}: an action after two stages. */
    public static void runAfterBoth() {}

    /** {@code CompletionStage.runAfterBothAsync}: an action after two stages, run by an executor. */
    public static void runAfterBothAsync() {}

    /** {@code CompletionStage.applyToEither}: a function of the first of two results. */
    public static void applyToEither() {}

    /** {@code CompletionStage.applyToEitherAsync}: a function of the first of two results, run by an executor. */
    public static void applyToEitherAsync() {}

    /** {@code CompletionStage.acceptEither}: a consumer of the first of two results. */
    public static void acceptEither() {}

    /** {@code CompletionStage.acceptEitherAsync}: a consumer of the first of two results, run by an executor. */
    public static void acceptEitherAsync() {}

    /** {@code CompletionStage.runAfterEither}: an action after the first of two stages. */
    public static void runAfterEither() {}

    /** {@code CompletionStage.runAfterEitherAsync}: an action after the first of two stages, run by an executor. */
    public static void runAfterEitherAsync() {}

    /** {@code CompletionStage.handle}: a function of the result or failure. */
    public static void handle() {}

    /** {@code CompletionStage.handleAsync}: a function of the result or failure, run by an executor. */
    public static void handleAsync() {}

    /** {@code CompletionStage.whenComplete}: an action on the result or failure. */
    public static void whenComplete() {}

    /** {@code CompletionStage.whenCompleteAsync}: an action on the result or failure, run by an executor. */
    public static void whenCompleteAsync() {}

    /** {@code CompletionStage.exceptionally}: a function of the failure. */
    public static void exceptionally() {}

    /** {@code CompletionStage.exceptionallyAsync}: a function of the failure, run by an executor. */
    public static void exceptionallyAsync() {}

    /** {@code CompletionStage.exceptionallyCompose}: a function of the failure that yields a stage. */
    public static void exceptionallyCompose() {}

    /** {@code CompletionStage.exceptionallyComposeAsync}: a function from failure to stage, run by an executor. */
    public static void exceptionallyComposeAsync() {}

    /** {@code Executor.execute}: a task submitted to an executor. */
    public static void execute() {}

    /** {@code ExecutorService.submit}: a task submitted to an executor, with a future for its result. */
    public static void submit() {}

    /** {@code ExecutorService.invokeAll}: one of several tasks that the caller waits for. */
    public static void invokeAll() {}

    /** {@code ExecutorService.invokeAny}: one of several tasks of which the caller takes the first result. */
    public static void invokeAny() {}

    /** {@code ScheduledExecutorService.schedule} or {@code Timer.schedule}: a task that runs after a delay. */
    public static void schedule() {}

    /** {@code scheduleAtFixedRate}: a run of a periodic task. */
    public static void scheduleAtFixedRate() {}

    /** {@code scheduleWithFixedDelay}: a run of a periodic task. */
    public static void scheduleWithFixedDelay() {}

    /** {@code ForkJoinTask.fork} or {@code StructuredTaskScope.fork}: a subtask. */
    public static void fork() {}

    /** {@code ForkJoinPool.invoke}: a task submitted to a pool, for which the caller waits. */
    public static void invoke() {}

    /** {@code Thread.start}: the body of a thread. */
    public static void start() {}

    /** {@code Thread.startVirtualThread}: the body of a virtual thread. */
    public static void startVirtualThread() {}

    /** {@code Correlation.wrap}: a function that the program itself carried over a hop. */
    public static void wrap() {}

    /** {@code Correlation.wrapSupplier}: a supplier that the program itself carried over a hop. */
    public static void wrapSupplier() {}

    /** {@code Correlation.wrapFunction}: a function that the program itself carried over a hop. */
    public static void wrapFunction() {}

    /** {@code Correlation.wrapBiFunction}: a function that the program itself carried over a hop. */
    public static void wrapBiFunction() {}

    /** {@code Correlation.wrapConsumer}: a consumer that the program itself carried over a hop. */
    public static void wrapConsumer() {}

    /** {@code Correlation.wrapBiConsumer}: a consumer that the program itself carried over a hop. */
    public static void wrapBiConsumer() {}

    /** {@code Handoff.capture}: work that the program itself handed over. */
    public static void capture() {}

    /** {@code HttpClient.sendAsync}: an HTTP exchange. */
    public static void sendAsync() {}

    /** {@code SubmissionPublisher.consume} or {@code subscribe}: a subscriber. */
    public static void consume() {}

    /** A hop with unknown site: hops of this function class were too frequent, and came from several sites. */
    public static void unseen() {}

    /** The frames below do not belong to the task: they called it on its thread, such as those of a thread pool. */
    public static void thread() {}

    /** Frames of the site were left out here. The nearest frames of the program are kept. */
    public static void more() {}

    /** The boundary of a hop whose site was not read from the stack. */
    public static final String UNSEEN = "unseen";

    /** The boundary that stands for hops that were left out. */
    public static final String ELIDED = "elided";

    /** The boundary that stands for further passes through the same hops. */
    public static final String REPEATED = "repeated";

    /** The boundary between a task, with the hops that led to it, and the frames that called it on its thread. */
    public static final String THREAD = "thread";

    /** The boundary that stands for further frames of a site, which were left out. */
    public static final String MORE = "more";

    private static final String OTHER = "async";
    private static final int FIRST_LINE = 12;
    private static final int LINES_PER_METHOD = 3;

    private static final String[] METHODS = {
        "elided",
        "repeated",
        "async",
        "supplyAsync",
        "runAsync",
        "completeAsync",
        "thenApply",
        "thenApplyAsync",
        "thenAccept",
        "thenAcceptAsync",
        "thenRun",
        "thenRunAsync",
        "thenCompose",
        "thenComposeAsync",
        "thenCombine",
        "thenCombineAsync",
        "thenAcceptBoth",
        "thenAcceptBothAsync",
        "runAfterBoth",
        "runAfterBothAsync",
        "applyToEither",
        "applyToEitherAsync",
        "acceptEither",
        "acceptEitherAsync",
        "runAfterEither",
        "runAfterEitherAsync",
        "handle",
        "handleAsync",
        "whenComplete",
        "whenCompleteAsync",
        "exceptionally",
        "exceptionallyAsync",
        "exceptionallyCompose",
        "exceptionallyComposeAsync",
        "execute",
        "submit",
        "invokeAll",
        "invokeAny",
        "schedule",
        "scheduleAtFixedRate",
        "scheduleWithFixedDelay",
        "fork",
        "invoke",
        "start",
        "startVirtualThread",
        "wrap",
        "wrapSupplier",
        "wrapFunction",
        "wrapBiFunction",
        "wrapConsumer",
        "wrapBiConsumer",
        "capture",
        "sendAsync",
        "consume",
        "unseen",
        "thread",
        "more",
    };

    private static final StackTraceElement[] FRAMES = frames();

    /**
     * The frame for a method of the JDK that makes a hop, or that of {@link #async()} if this class has no such method.
     */
    public static StackTraceElement frame(String method) {
        for (StackTraceElement frame : FRAMES) {
            if (frame.getMethodName().equals(method)) {
                return frame;
            }
        }
        return frame(OTHER);
    }

    private static StackTraceElement[] frames() {
        StackTraceElement[] frames = new StackTraceElement[METHODS.length];
        for (int i = 0; i < frames.length; i++) {
            int line = FIRST_LINE + LINES_PER_METHOD * i;
            frames[i] = new StackTraceElement(Async.class.getName(), METHODS[i], "Async.java", line);
        }
        return frames;
    }

    private Async() {}
}
