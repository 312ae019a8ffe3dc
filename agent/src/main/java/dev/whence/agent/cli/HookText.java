package dev.whence.agent.cli;

/** The texts that say what each hook does. A hook of another version of the agent may have none. */
final class HookText {
    /** Returns the text of a hook, or an empty string. */
    static String of(String hook) {
        return switch (hook) {
            case "CompletableFuture" -> "continuations have the correlation of the code that registered them";
            case "CompletableFuture edges" -> "the log names who completed a future";
            case "live view" -> "another process can look at what is in flight";
            case "FutureTask" -> "submitted and scheduled futures have the submitter's correlation";
            case "ThreadPoolExecutor" -> "runnables have the submitter's correlation";
            case "LinkedBlockingQueue" -> "a runnable that waits twice has the correlation of each submission";
            case "ForkJoinTask" -> "forked tasks and parallel streams have their origin's correlation";
            case "Executor" -> "tasks in any other executor have the submitter's correlation";
            case "StructuredTaskScope" -> "the log names the subtasks that a join has waited for";
            case "SubmissionPublisher" -> "subscribers have the correlation that they subscribed in";
            case "Timer" -> "timer tasks have the scheduler's correlation, periodic runs a new one";
            case "Thread" -> "threads have the correlation of the code that started them";
            case "VirtualThread" -> "virtual threads have the correlation of the code that started them";
            case "waits for work" -> "threads and tasks that come to serve everybody lose their correlation";
            case "Throwable" -> "stack traces show the hops that led to a task";
            case "asynchronous channels" -> "handlers have the correlation of the code that began to read or write";
            case "queue edges" -> "the log names who put an element that was taken out of a queue";
            case "logback" -> "log events show the correlation, and the MDC travels with the work";
            case "java.util.logging" -> "messages begin with the ID of the code that logs them";
            case "Log4j" -> "log events show the correlation, and the thread context travels with the work";
            case "Log4j layouts" -> "patterns know the words of Whence, and show the correlation";
            case "Log4j JSON templates" -> "templates know the resolver whence";
            case "Spring Boot JSON" -> "structured lines have the object causal";
            case "Netty HTTP", "Netty HTTP/2" ->
                "requests have the correlation of their headers, and take one along; responses have it";
            case "com.sun.net.httpserver", "Tomcat", "Jetty", "Undertow", "Helidon" ->
                "requests have the correlation of their headers, else a new one";
            case "Jetty servlets" -> "requests keep their correlation when they are dispatched";
            case "jakarta.servlet", "javax.servlet" -> "requests to servlets of other servers have a correlation";
            case "HttpURLConnection",
                    "java.net.http",
                    "Apache HttpClient",
                    "Apache HttpClient 4",
                    "OkHttp",
                    "Jetty client headers",
                    "Undertow client headers",
                    "Helidon client",
                    "Helidon HTTP/2" -> "requests take the correlation along, responses tell what was logged";
            case "OpenTelemetry" -> "the trace is the correlation of work without one; it travels";
            case "Guava", "Netty promises" -> "listeners have the correlation of the code that added them";
            case "Netty tasks" -> "tasks of an event loop have the submitter's correlation";
            case "Scala futures" -> "continuations have the correlation of the code that registered them";
            case "Kotlin coroutines" -> "a coroutine has the correlation of the code that launched it";
            case "Reactive streams" -> "what a stream has queued runs in its subscriber's correlation, or in none";
            case "OkHttp calls", "Apache HttpAsyncClient", "AsyncHttpClient", "Undertow client", "Paho MQTT" ->
                "callbacks have the correlation of the code that made the call";
            case "Jetty client" -> "listeners have the correlation of the code that sent the request";
            case "java.net.http responses" ->
                "subscribers to a body have the correlation of the code that made the call";
            case "java.net.http requests" -> "what provides a body has the correlation of the code that made the call";
            case "Lettuce" -> "reactive commands run in the subscriber's correlation";
            case "Mutiny" -> "delayed items have the correlation of the code that asked for the delay";
            case "Netty timers" -> "a task has the correlation of the code that set the time";
            case "WebSocket", "OkHttp web sockets" ->
                "listeners have the correlation of the code that opened the socket, if nobody else uses it";
            case "gRPC" -> "calls take the correlation along, and those of the server begin in it";
            case "gRPC calls" -> "observers and listeners have the correlation of the code that made the call";
            case "gRPC server" -> "all callbacks of a call have its correlation";
            case "Kafka producer" -> "callbacks have the correlation of the code that sent the record";
            case "Kafka messages" -> "records take the correlation along; Spring's listeners run in it";
            case "Kafka consumer" -> "loops over records handle each one in its correlation";
            case "RabbitMQ", "ActiveMQ", "Artemis" -> "messages take the correlation along; listeners run in it";
            case "ActiveMQ callbacks", "Artemis callbacks", "RabbitMQ confirms" ->
                "callbacks have the correlation of the code that sent the message";
            case "Spring AMQP", "Spring JMS" -> "listeners of single messages run in the correlation of the message";
            case "Netty writes" -> "what another thread writes is of the code that has written it";
            case "Netty HTTP/2 streams" -> "requests that wait for a stream have the correlation of their sender";
            case "Vert.x handlers" -> "handlers of a future have the correlation of the code that registered them";
            case "Vert.x futures" -> "what transforms a future has the correlation of the code that registered it";
            case "Vert.x HTTP", "reactor-netty", "Micronaut HTTP client" ->
                "requests that wait for a connection have the correlation of the code that made them";
            case "Vert.x" -> "blocking code has the correlation of the code that executed it";
            case "Pekko", "Akka" -> "an actor handles a message in the correlation of the code that sent it";
            case "Async annotations" -> "what a key executes has the correlation of the code that scheduled the key";
            case "Spring triggers" -> "each run of a scheduled method is an operation of its own";
            default -> "";
        };
    }

    private HookText() {}
}
