package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/**
 * The operators of RxJava, Reactor and Mutiny that queue the values of a stream, and the pools of Reactor that queue
 * whoever waits. Who finds the queue idle, or ends the work before, empties it for all:
 *
 * <pre>{@code
 * ObserveOnObserver(Observer<? super T> actual, ...) {
 *     ...
 *     this.whence$ = StreamHooks.subscribed(this);
 * }
 *
 * public void onNext(T value) {
 *     StreamHooks.offered(this.whence$);
 *     ...
 * }
 *
 * public void run() {
 *     try {
 *         StreamHooks.draining(this.whence$);       // or emitting, where a value is only passed on
 *         ...
 *         StreamHooks.passing(this.whence$);
 *         actual.onNext(value);
 *         ...
 *     } finally {
 *         StreamHooks.end();
 *     }
 * }
 * }</pre>
 *
 * <p>Checked with RxJava 2.2.21, 3.1.10 and 3.1.12, Reactor 3.7.1 and 3.8.8, reactor-pool 0.2.12, Mutiny 3.3.0, Pekko
 * 1.7.0, Akka 2.6.21.
 */
final class WovenStreams {
    private static final String HOOK = "Reactive streams";
    private static final String HOOKS = "library/StreamHooks";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        List<WovenType> types = new ArrayList<>();
        types.addAll(rxJava("io/reactivex/rxjava3/internal/operators/"));
        types.addAll(rxJava("io/reactivex/internal/operators/"));
        types.addAll(reactor("reactor/core/publisher/"));
        types.add(within(made("reactor/pool/AbstractPool$Borrower"), "draining", "deliver", "fail"));
        String mutiny = "io/smallrye/mutiny/operators/multi/";
        types.add(
                passing(queue(made(mutiny + "MultiEmitOnOp$MultiEmitOnProcessor"), "onItem", "run"), "onItem", "run"));
        types.add(queue(made(mutiny + "MultiConcatMapOp$MainSubscriber"), "onItem", "onItem"));
        String overflow = mutiny + "overflow/MultiOnOverflow";
        types.add(queue(made(overflow + "BufferOp$OnOverflowBufferProcessor"), "onItem", "drain"));
        types.add(queue(made(overflow + "KeepLastOp$MultiOnOverflowLatestProcessor"), "onItem", "drain"));
        types.addAll(graph("org/apache/pekko/stream/"));
        types.addAll(graph("akka/stream/"));
        return types;
    }

    private static List<WovenType> rxJava(String root) {
        String observeOn = root + "flowable/FlowableObserveOn$";
        String observer = observeOn + "BaseObserveOnSubscriber";
        String concatMap = root + "flowable/FlowableConcatMap$";
        String concatMapper = concatMap + "BaseConcatMapSubscriber";
        String[] runs = {"runSync", "runAsync", "runBackfused"};
        return List.of(
                passing(
                        queue(made(root + "observable/ObservableObserveOn$ObserveOnObserver"), "onNext", "run"),
                        "onNext",
                        "drainNormal",
                        "drainFused"),
                queue(made(observer), "onNext", "run"),
                passingInherited(WovenType.of(HOOK, observeOn + "ObserveOnSubscriber"), observer, "onNext", runs),
                passingInherited(
                        WovenType.of(HOOK, observeOn + "ObserveOnConditionalSubscriber"), observer, "tryOnNext", runs),
                queue(made(root + "observable/ObservableConcatMap$SourceObserver"), "onNext", "drain"),
                queue(made(root + "observable/ObservableConcatMap$ConcatMapDelayErrorObserver"), "onNext", "drain"),
                offered(made(concatMapper), "onNext"),
                inherited(WovenType.of(HOOK, concatMap + "ConcatMapImmediate"), concatMapper, "draining", "drain"),
                inherited(WovenType.of(HOOK, concatMap + "ConcatMapDelayed"), concatMapper, "draining", "drain"),
                emitting(made(root + "observable/ObservableRefCount$RefCountObserver")),
                emitting(made(root + "flowable/FlowableRefCount$RefCountSubscriber")));
    }

    private static List<WovenType> reactor(String root) {
        String publishOn = root + "FluxPublishOn$";
        String[] runs = {"runSync", "runAsync", "runBackfused"};
        return List.of(
                passing(queue(made(publishOn + "PublishOnSubscriber"), "onNext", "run"), "onNext", runs),
                passing(queue(made(publishOn + "PublishOnConditionalSubscriber"), "onNext", "run"), "tryOnNext", runs),
                queue(made(root + "FluxConcatMap$ConcatMapImmediate"), "onNext", "drain"),
                queue(made(root + "FluxConcatMap$ConcatMapDelayed"), "onNext", "drain"),
                queue(made(root + "FluxConcatMapNoPrefetch$FluxConcatMapNoPrefetchSubscriber"), "onNext", "onNext"),
                within(offered(made(root + "SinkManyEmitterProcessor"), "tryEmitNext"), "serving", "drain"),
                emitting(made(root + "FluxRefCount$RefCountInner")));
    }

    /**
     * The part of a stream of Pekko or Akka that one actor runs. It gets its stages after it was made. What comes from
     * outside is a message of that actor, or an event that the actor has sent to itself. What a stage was sent before
     * the stream has begun is passed on when it begins, whoever has sent it.
     */
    private static List<WovenType> graph(String root) {
        WovenType shell = made(root + "impl/fusing/GraphInterpreterShell");
        String stages = "logics_$eq";
        shell.orLose(
                lost(shell, stages),
                hooked(Point.enter(stages, "(*)"), shell.name())
                        .loadArgument("GraphStageLogic[]")
                        .call(HOOKS, "stages", "(Ljava/lang/Object;[Ljava/lang/Object;)V"));
        String event = "processEvent";
        shell.orLose(
                        lost(shell, event),
                        hooked(Point.enter(event, "(*)"), shell.name())
                                .loadArgument("BoundaryEvent")
                                .call(HOOKS, "processing", "(Ljava/lang/Object;Ljava/lang/Object;)V"))
                .orLose(lost(shell, event), end(event));
        WovenType callback = WovenType.of(HOOK, root + "stage/GraphStageLogic$ConcurrentAsyncCallback");
        callback.orLose(lost(callback, "onStart"), Point.enter("onStart", null).call(HOOKS, "ofNobody", "()V"))
                .orLose(lost(callback, "onStart"), end("onStart"));
        return List.of(within(shell, "processing", "init"), callback, made(shell.name() + "$AsyncInput"));
    }

    /** A class of whose objects one is made for each subscription. */
    private static WovenType made(String name) {
        return WovenType.of(HOOK, name)
                .field()
                .at(Point.exit("<init>", null)
                        .load(0)
                        .load(0)
                        .call(HOOKS, "subscribed", "(Ljava/lang/Object;)Ljava/lang/Object;")
                        .putInjected(name));
    }

    /** A class with a method that queues a value, and one that empties the queue. */
    private static WovenType queue(WovenType type, String offering, String draining) {
        return within(offered(type, offering), "draining", draining);
    }

    private static WovenType offered(WovenType type, String method) {
        return type.orLose(lost(type, method), hook(Point.enter(method, null), type.name(), "offered"));
    }

    private static WovenType emitting(WovenType type) {
        return within(type, "emitting", "onNext", "onError", "onComplete");
    }

    private static WovenType within(WovenType type, String hook, String... methods) {
        return inherited(type, type.name(), hook, methods);
    }

    /** A subclass of the class that has the field. */
    private static WovenType inherited(WovenType type, String owner, String hook, String... methods) {
        for (String method : methods) {
            type.orLose(lost(type, method), hook(Point.enter(method, null), owner, hook))
                    .orLose(lost(type, method), end(method));
        }
        return type;
    }

    private static Point end(String method) {
        return Point.atEnd(method, null).call(HOOKS, "end", "()V");
    }

    /** Methods that pass on one value of the queue after the other. */
    private static WovenType passing(WovenType type, String called, String... methods) {
        return passingInherited(type, type.name(), called, methods);
    }

    private static WovenType passingInherited(WovenType type, String owner, String called, String... methods) {
        for (String method : methods) {
            type.orLose(lost(type, method), hook(Point.beforeCall(method, null, called), owner, "passing"));
        }
        return type;
    }

    private static Point hook(Point point, String owner, String hook) {
        return hooked(point, owner).call(HOOKS, hook, OF_OBJECT);
    }

    private static Point hooked(Point point, String owner) {
        return point.load(0).getInjected(owner);
    }

    private static String lost(WovenType type, String method) {
        String name = type.name();
        return "not in " + name.substring(name.lastIndexOf('/') + 1) + "." + method;
    }

    private WovenStreams() {}
}
