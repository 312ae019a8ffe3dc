package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;

import com.google.common.util.concurrent.ListenableFutureTask;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.BasicFuture;
import org.apache.hc.core5.concurrent.CallbackContribution;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Promise;

/** What libraries keep for a {@link RunningProgram}: code that was registered before the agent, and is run after. */
final class RunningLibraries {
    private static final Map<String, Library> ALL = Map.of(
            "Guava's future", RunningLibraries::guava,
            "Guava's execution list", RunningLibraries::guavaTask,
            "Netty's promise", RunningLibraries::netty,
            "Scala's future", RunningLibraries::scala,
            "Apache's future", RunningLibraries::apache,
            "publisher", RunningLibraries::publisher);

    private final Map<String, Runnable> completing = new LinkedHashMap<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    /** A way to register code that runs in the one who completes something. */
    interface Library {
        /** Returns what completes it. */
        Runnable register(Runnable code);
    }

    void begin() {
        ALL.forEach((name, library) -> completing.put(name, library.register(this::see)));
        // The classes are used.
        ALL.values().forEach(library -> library.register(() -> {}).run());
    }

    private void see() {
        seen.add(id());
    }

    /** Each is completed in the midst of new code of the same library, which goes on as what it is. */
    void goOn() throws InterruptedException {
        for (Map.Entry<String, Runnable> old : completing.entrySet()) {
            Runnable code = () -> {
                old.getValue().run();
                see();
            };
            String name = old.getKey();
            Runnable complete = in("new", () -> ALL.get(name).register(code));
            in("completer", complete::run);
            RunningProgram.say("old code of " + name, "", seen.poll(SECONDS, TimeUnit.SECONDS));
            RunningProgram.say("new code of " + name, "new", seen.poll(SECONDS, TimeUnit.SECONDS));
        }
    }

    private static Runnable guava(Runnable code) {
        SettableFuture<String> future = SettableFuture.create();
        future.addListener(code, MoreExecutors.directExecutor());
        return () -> future.set("value");
    }

    private static Runnable guavaTask(Runnable code) {
        ListenableFutureTask<String> task = ListenableFutureTask.create(() -> "value");
        task.addListener(code, MoreExecutors.directExecutor());
        return task;
    }

    private static Runnable netty(Runnable code) {
        DefaultPromise<String> promise = new DefaultPromise<>(ImmediateEventExecutor.INSTANCE);
        promise.addListener(completed -> code.run());
        return () -> promise.setSuccess("value");
    }

    private static Runnable scala(Runnable code) {
        Promise<String> promise = Promise.apply();
        promise.future()
                .onComplete(
                        value -> {
                            code.run();
                            return null;
                        },
                        ExecutionContext.parasitic$.MODULE$);
        return () -> promise.success("value");
    }

    private static Runnable apache(Runnable code) {
        BasicFuture<String> future = new BasicFuture<>(new CallbackContribution<String>(null) {
            @Override
            public void completed(String value) {
                code.run();
            }
        });
        return () -> future.completed("value");
    }

    private static Runnable publisher(Runnable code) {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 1);
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(String item) {
                code.run();
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onComplete() {}
        });
        return () -> publisher.submit("item");
    }
}
