package dev.whence.libraries;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Measures hops of a library. */
final class Rows {
    /** What an operation does with the client. It returns before the hop ends, except where the library itself waits. */
    interface Step<C> {
        void start(C client, Operation operation) throws Exception;
    }

    private static final List<String> ONE_POINT = List.of("");

    private final Session session;
    private final String library;
    private final String version;

    Rows(Session session, String library, String version) {
        this.session = session;
        this.library = library;
        this.version = version;
    }

    /** Measures a hop whose callback calls {@link Operation#seen()}. */
    <C> Rows row(String hop, Callable<C> client, Step<C> step) {
        return row(hop, ONE_POINT, client, step);
    }

    /**
     * Measures a hop that leads to several points. Each calls {@link Operation#seen(String)}, and has a row of its own.
     *
     * @param client makes the client, which is never closed: some take seconds for that
     */
    <C> Rows row(String hop, List<String> points, Callable<C> client, Step<C> step) {
        long begin = System.nanoTime();
        try {
            Operations operations = run(points, client, step);
            operations
                    .points()
                    .forEach((name, point) -> session.add(Row.of(
                            library,
                            version,
                            name(hop, name),
                            point.ids(),
                            point.mdcs(),
                            point.stacks(),
                            operations.ordered(session.order, name))));
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            session.add(Row.failed(library, version, hop, e.toString()));
        }
        System.out.println(library + " " + hop + " took " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        return this;
    }

    private <C> Operations run(List<String> points, Callable<C> factory, Step<C> step) throws Exception {
        Operations operations = new Operations(session.tracing, points, Operations.COUNT);
        Singleton<C> client = new Singleton<>(factory);
        if (session.start == Session.Start.EAGER) {
            Operations warmUp = new Operations(session.tracing, points, 1);
            step.start(client.get(), warmUp.iterator().next());
            warmUp.awaitEnd();
            warmUp.awaitIdle();
        }
        for (Operation operation : operations) {
            MDC.put(Operations.MDC_KEY, operation.id());
            try (AutoCloseable scope = session.tracing.open(operation.id())) {
                Order.log(Operations.begun(operation));
                step.start(client.get(), operation);
            } finally {
                MDC.remove(Operations.MDC_KEY);
            }
        }
        operations.awaitEnd();
        return operations;
    }

    /** A client, which whoever needs it first makes. */
    private final class Singleton<C> {
        private final Callable<C> factory;
        private @Nullable C client;

        Singleton(Callable<C> factory) {
            this.factory = factory;
        }

        C get() throws Exception {
            C made = client;
            if (made == null) {
                made = factory.call();
                client = made;
                session.keep(made);
            }
            return made;
        }
    }

    private static String name(String hop, String point) {
        return point.isEmpty() ? hop : hop + ": " + point;
    }
}
