package dev.whence;

/**
 * The boundaries in a logical stack. A frame of this class stands where the work crossed from one task to another: the
 * frames above it ran later, often on another thread, and the frames below it are where the hop was made.
 *
 * <p>The line numbers of the methods never change between versions, so that traces group alike: methods are only ever
 * added at the end. The methods themselves do nothing; they are here to be looked up.
 */
public final class Async {
    /** Hops were left out here: of a long chain the first 8 and the last 56 are kept. */
    public static void elided() {}

    /** The hop above, or the cycle of hops that ends with it, was made several times in a row. */
    public static void repeated() {}

    /** A hop of a kind that has no name of its own here. */
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

    /** {@code CompletionStage.thenComposeAsync}: the same, run by an executor. */
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

    /** {@code CompletionStage.applyToEitherAsync}: the same, run by an executor. */
    public static void applyToEitherAsync() {}

    /** {@code CompletionStage.acceptEither}: a consumer of the first of two results. */
    public static void acceptEither() {}

    /** {@code CompletionStage.acceptEitherAsync}: the same, run by an executor. */
    public static void acceptEitherAsync() {}

    /** {@code CompletionStage.runAfterEither}: an action after the first of two stages. */
    public static void runAfterEither() {}

    /** {@code CompletionStage.runAfterEitherAsync}: the same, run by an executor. */
    public static void runAfterEitherAsync() {}

    /** {@code CompletionStage.handle}: a function of the result or failure. */
    public static void handle() {}

    /** {@code CompletionStage.handleAsync}: a function of the result or failure, run by an executor. */
    public static void handleAsync() {}

    /** {@code CompletionStage.whenComplete}: an action on the result or failure. */
    public static void whenComplete() {}

    /** {@code CompletionStage.whenCompleteAsync}: the same, run by an executor. */
    public static void whenCompleteAsync() {}

    /** {@code CompletionStage.exceptionally}: a function of the failure. */
    public static void exceptionally() {}

    /** {@code CompletionStage.exceptionallyAsync}: a function of the failure, run by an executor. */
    public static void exceptionallyAsync() {}

    /** {@code CompletionStage.exceptionallyCompose}: a function of the failure that yields a stage. */
    public static void exceptionallyCompose() {}

    /** {@code CompletionStage.exceptionallyComposeAsync}: the same, run by an executor. */
    public static void exceptionallyComposeAsync() {}

    /** {@code Executor.execute}: a task handed to an executor. */
    public static void execute() {}

    /** {@code ExecutorService.submit}: a task handed to an executor, with a future. */
    public static void submit() {}

    /** {@code ExecutorService.invokeAll}: one of several tasks that are waited for. */
    public static void invokeAll() {}

    /** {@code ExecutorService.invokeAny}: one of several tasks of which the first result counts. */
    public static void invokeAny() {}

    /** {@code ScheduledExecutorService.schedule} or {@code Timer.schedule}: a task for later. */
    public static void schedule() {}

    /** {@code scheduleAtFixedRate}: a run of a periodic task. */
    public static void scheduleAtFixedRate() {}

    /** {@code scheduleWithFixedDelay}: a run of a periodic task. */
    public static void scheduleWithFixedDelay() {}

    /** {@code ForkJoinTask.fork} or {@code StructuredTaskScope.fork}: a subtask. */
    public static void fork() {}

    /** {@code ForkJoinPool.invoke}: a task handed to a pool and waited for. */
    public static void invoke() {}

    /** {@code Thread.start}: the body of a thread. */
    public static void start() {}

    /** {@code Thread.startVirtualThread}: the body of a virtual thread. */
    public static void startVirtualThread() {}

    /** {@code Correlation.wrap}: a function carried over a hop by hand. */
    public static void wrap() {}

    /** {@code Correlation.wrapSupplier}: a supplier carried over a hop by hand. */
    public static void wrapSupplier() {}

    /** {@code Correlation.wrapFunction}: a function carried over a hop by hand. */
    public static void wrapFunction() {}

    /** {@code Correlation.wrapBiFunction}: a function carried over a hop by hand. */
    public static void wrapBiFunction() {}

    /** {@code Correlation.wrapConsumer}: a consumer carried over a hop by hand. */
    public static void wrapConsumer() {}

    /** {@code Correlation.wrapBiConsumer}: a consumer carried over a hop by hand. */
    public static void wrapBiConsumer() {}

    /** {@code Handoff.capture}: work handed over by hand. */
    public static void capture() {}

    /** {@code HttpClient.sendAsync}: an exchange over HTTP. */
    public static void sendAsync() {}

    /** {@code SubmissionPublisher.consume} or {@code subscribe}: a subscriber. */
    public static void consume() {}

    /** A hop whose site was not looked at: hops of such functions came too fast, and from several places. */
    public static void unseen() {}

    /** The frames below are not of the task: they are what called it on its thread, such as a pool. */
    public static void thread() {}

    /** Frames of the place where the hop was made were left out here: the nearest of the program are kept. */
    public static void more() {}

    /** The boundary of a hop whose site was not looked at. */
    public static final String UNSEEN = "unseen";

    /** The boundary at which hops were left out. */
    public static final String ELIDED = "elided";

    /** The boundary that stands for further passes through the same hops. */
    public static final String REPEATED = "repeated";

    /** The boundary between a task, with the hops that led to it, and what called it on its thread. */
    public static final String THREAD = "thread";

    /** The boundary that stands for further frames of a site. */
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

    /** The frame of the boundary that a method of the JDK makes. */
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
