package dev.whence.libraries;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

@SuppressWarnings("CheckReturnValue")
final class RxJava implements Library {
    @Override
    public void measure(Session session) {
        session.of("RxJava", Observable.class)
                .row("observeOn", Object::new, (none, operation) -> Observable.just(1, 2)
                        .observeOn(Schedulers.computation())
                        .subscribe(value -> operation.seen()))
                .row("subscribeOn", Object::new, (none, operation) -> Single.fromCallable(() -> 1)
                        .subscribeOn(Schedulers.io())
                        .subscribe(value -> operation.seen()))
                .row("delay", Object::new, (none, operation) -> Single.just(1)
                        .delay(20, TimeUnit.MILLISECONDS)
                        .subscribe(value -> operation.seen()))
                .row("concatMap, observeOn", Object::new, (none, operation) -> Flowable.range(0, 4)
                        .concatMap(value -> Flowable.just(value).observeOn(Schedulers.io()))
                        .doOnComplete(operation::seen)
                        .subscribe(value -> operation.sees()))
                .row("flatMap, subscribeOn", Object::new, (none, operation) -> Flowable.range(0, 4)
                        .flatMap(value -> Flowable.just(value).subscribeOn(Schedulers.io()))
                        .doOnComplete(operation::seen)
                        .subscribe(value -> operation.sees()))
                .row("values of one subject", List.of("observeOn", "concatMap"), Subject::new, Subject::emit)
                .row("subscribers of one subject", List.of("subscriber"), Subject::new, Subject::subscribe)
                .row("share", Shared::new, Shared::get);
    }

    /** One subject into which all operations emit, and to which all subscribe. */
    private static final class Subject {
        private final PublishSubject<Operation> subject = PublishSubject.create();

        Subject() {
            subject.observeOn(Schedulers.computation()).subscribe(operation -> note(operation, "observeOn"));
            subject.concatMap(operation -> Observable.just(operation).observeOn(Schedulers.io()))
                    .subscribe(operation -> note(operation, "concatMap"));
        }

        /** All the others arrive while the first one is handled. */
        private static void note(Operation operation, String point) {
            operation.seen(point);
            operation.awaitAllStarted();
        }

        void emit(Operation operation) {
            subject.onNext(operation);
        }

        void subscribe(Operation operation) {
            subject.observeOn(Schedulers.computation()).subscribe(value -> operation.seen("subscriber"));
            operation.whenAllStarted(() -> emit(operation));
        }
    }

    /** A value that the first operation which needs it computes for all that do. */
    private static final class Shared {
        private final Queue<Operation> waiting = new ConcurrentLinkedQueue<>();
        private final Observable<Integer> value = Observable.fromCallable(this::compute)
                .subscribeOn(Schedulers.io())
                .share();

        private int compute() {
            waiting.remove().awaitAllStarted();
            waiting.clear();
            return 1;
        }

        void get(Operation operation) {
            waiting.add(operation);
            value.doOnComplete(operation::seen).subscribe(result -> operation.sees());
        }
    }
}
