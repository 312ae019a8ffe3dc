package dev.whence.agent.attached;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** A way to register user code on a stage. */
record Continuation(String name, Registration registration) {
    /** The user's code; not a {@code Supplier}, as some methods do not care for its value. */
    interface Body {
        String run();
    }

    /** Calls the method in question. */
    interface Registration {
        CompletionStage<?> register(
                CompletionStage<String> stage, CompletionStage<String> other, Executor pool, Body body);
    }

    /** Every method of {@link CompletionStage} that takes user code. */
    static Stream<Continuation> all() {
        return Stream.of(
                of("thenApply", (s, o, p, body) -> s.thenApply(v -> body.run())),
                of("thenApplyAsync", (s, o, p, body) -> s.thenApplyAsync(v -> body.run())),
                of("thenApplyAsync(pool)", (s, o, p, body) -> s.thenApplyAsync(v -> body.run(), p)),
                of("thenAccept", (s, o, p, body) -> s.thenAccept(v -> body.run())),
                of("thenAcceptAsync", (s, o, p, body) -> s.thenAcceptAsync(v -> body.run())),
                of("thenAcceptAsync(pool)", (s, o, p, body) -> s.thenAcceptAsync(v -> body.run(), p)),
                of("thenRun", (s, o, p, body) -> s.thenRun(body::run)),
                of("thenRunAsync", (s, o, p, body) -> s.thenRunAsync(body::run)),
                of("thenRunAsync(pool)", (s, o, p, body) -> s.thenRunAsync(body::run, p)),
                of("thenCompose", (s, o, p, body) -> s.thenCompose(v -> done(body))),
                of("thenComposeAsync", (s, o, p, body) -> s.thenComposeAsync(v -> done(body))),
                of("thenComposeAsync(pool)", (s, o, p, body) -> s.thenComposeAsync(v -> done(body), p)),
                of("thenCombine", (s, o, p, body) -> s.thenCombine(o, (v, w) -> body.run())),
                of("thenCombineAsync", (s, o, p, body) -> s.thenCombineAsync(o, (v, w) -> body.run())),
                of("thenCombineAsync(pool)", (s, o, p, body) -> s.thenCombineAsync(o, (v, w) -> body.run(), p)),
                of("thenAcceptBoth", (s, o, p, body) -> s.thenAcceptBoth(o, (v, w) -> body.run())),
                of("thenAcceptBothAsync", (s, o, p, body) -> s.thenAcceptBothAsync(o, (v, w) -> body.run())),
                of("thenAcceptBothAsync(pool)", (s, o, p, body) -> s.thenAcceptBothAsync(o, (v, w) -> body.run(), p)),
                of("runAfterBoth", (s, o, p, body) -> s.runAfterBoth(o, body::run)),
                of("runAfterBothAsync", (s, o, p, body) -> s.runAfterBothAsync(o, body::run)),
                of("runAfterBothAsync(pool)", (s, o, p, body) -> s.runAfterBothAsync(o, body::run, p)),
                of("applyToEither", (s, o, p, body) -> s.applyToEither(o, v -> body.run())),
                of("applyToEitherAsync", (s, o, p, body) -> s.applyToEitherAsync(o, v -> body.run())),
                of("applyToEitherAsync(pool)", (s, o, p, body) -> s.applyToEitherAsync(o, v -> body.run(), p)),
                of("acceptEither", (s, o, p, body) -> s.acceptEither(o, v -> body.run())),
                of("acceptEitherAsync", (s, o, p, body) -> s.acceptEitherAsync(o, v -> body.run())),
                of("acceptEitherAsync(pool)", (s, o, p, body) -> s.acceptEitherAsync(o, v -> body.run(), p)),
                of("runAfterEither", (s, o, p, body) -> s.runAfterEither(o, body::run)),
                of("runAfterEitherAsync", (s, o, p, body) -> s.runAfterEitherAsync(o, body::run)),
                of("runAfterEitherAsync(pool)", (s, o, p, body) -> s.runAfterEitherAsync(o, body::run, p)),
                of("handle", (s, o, p, body) -> s.handle((v, e) -> body.run())),
                of("handleAsync", (s, o, p, body) -> s.handleAsync((v, e) -> body.run())),
                of("handleAsync(pool)", (s, o, p, body) -> s.handleAsync((v, e) -> body.run(), p)),
                of("whenComplete", (s, o, p, body) -> s.whenComplete((v, e) -> body.run())),
                of("whenCompleteAsync", (s, o, p, body) -> s.whenCompleteAsync((v, e) -> body.run())),
                of("whenCompleteAsync(pool)", (s, o, p, body) -> s.whenCompleteAsync((v, e) -> body.run(), p)),
                of("exceptionally", (s, o, p, body) -> s.exceptionally(e -> body.run())),
                of("exceptionallyAsync", (s, o, p, body) -> s.exceptionallyAsync(e -> body.run())),
                of("exceptionallyAsync(pool)", (s, o, p, body) -> s.exceptionallyAsync(e -> body.run(), p)),
                of("exceptionallyCompose", (s, o, p, body) -> s.exceptionallyCompose(e -> done(body))),
                of("exceptionallyComposeAsync", (s, o, p, body) -> s.exceptionallyComposeAsync(e -> done(body))),
                of(
                        "exceptionallyComposeAsync(pool)",
                        (s, o, p, body) -> s.exceptionallyComposeAsync(e -> done(body), p)));
    }

    private static Continuation of(String name, Registration registration) {
        return new Continuation(name, registration);
    }

    private static CompletableFuture<String> done(Body body) {
        return CompletableFuture.completedFuture(body.run());
    }

    static Stream<Continuation> synchronous() {
        return all().filter(continuation -> !continuation.isAsync());
    }

    static Stream<Continuation> asynchronous() {
        return all().filter(Continuation::isAsync);
    }

    boolean isAsync() {
        return name.contains("Async");
    }

    /** The name of the method. */
    String method() {
        return name.replace("(pool)", "");
    }

    CompletionStage<?> register(Sources sources, Executor pool, Body body) {
        return registration.register(sources.stage(), sources.other(), pool, body);
    }

    /** Makes the code run that was registered. */
    void trigger(Sources sources) {
        sources.other().complete("other");
        if (name.startsWith("exceptionally")) {
            sources.stage().completeExceptionally(new IllegalStateException("trigger"));
        } else {
            sources.stage().complete("stage");
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** The futures that a continuation is registered on; most look at the first alone. */
    record Sources(CompletableFuture<String> stage, CompletableFuture<String> other) {
        Sources() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }
    }
}
