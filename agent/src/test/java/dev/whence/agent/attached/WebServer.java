package dev.whence.agent.attached;

import java.util.concurrent.Executor;

/** An HTTP server that handles each request by the test's own code. Each kind is started in its own way. */
interface WebServer extends AutoCloseable {
    /** The test's own code. */
    interface Handler {
        void handle(Exchange exchange) throws Exception;
    }

    /** A request and its answer. */
    interface Exchange {
        /** Sets a header of the answer. */
        void header(String name, String value);

        /** The handler may return without an answer: that comes later. */
        void async();

        /** Gives the answer, whose body says which status it has. */
        void answer(int status) throws Exception;
    }

    int port();

    /** The server's own worker threads. */
    Executor workers();

    @Override
    void close() throws Exception;
}
