package dev.whence.libraries;

import io.reactivex.Observable;
import io.reactivex.schedulers.Schedulers;
import io.reactivex.subjects.PublishSubject;
import java.util.List;

@SuppressWarnings("CheckReturnValue")
final class RxJava2 implements Library {
    @Override
    public void measure(Session session) {
        session.of("RxJava 2", Observable.class)
                .row("observeOn", Object::new, (none, operation) -> Observable.just(1, 2)
                        .observeOn(Schedulers.computation())
                        .subscribe(value -> operation.seen()))
                .row("values of one subject", List.of("observeOn"), Subject::new, Subject::emit);
    }

    /** One subject into which all operations emit. */
    private static final class Subject {
        private final PublishSubject<Operation> subject = PublishSubject.create();

        Subject() {
            subject.observeOn(Schedulers.computation()).subscribe(Subject::note);
        }

        /** All the others arrive while the first one is handled. */
        private static void note(Operation operation) {
            operation.seen("observeOn");
            operation.awaitAllStarted();
        }

        void emit(Operation operation) {
            subject.onNext(operation);
        }
    }
}
