package dev.whence.agent.cli;

/** What each hook does; nothing is known of those of another version of the agent. */
final class HookText {
    static String of(String hook) {
        return switch (hook) {
            case "CompletableFuture" -> "continuations run in the correlation of the code that registered them";
            case "CompletableFuture edges" -> "the log names who completed a future";
            case "FutureTask" -> "submitted futures, scheduled ones too, run in that of the code that submitted them";
            case "ThreadPoolExecutor" -> "runnables run in that of the code that submitted them";
            case "LinkedBlockingQueue" -> "a queue of an executor keeps the task of each runnable";
            case "ForkJoinTask" -> "forked and submitted tasks, parallel streams too, run in that of their origin";
            case "Executor" -> "executors of an application or library run what was submitted in that of the submitter";
            case "StructuredTaskScope" -> "the log names the subtasks that a join has waited for";
            case "SubmissionPublisher" -> "subscribers are called in that of the code that subscribed";
            case "Timer" -> "timers run in that of the code that scheduled them, periodic ones each in its own";
            case "Thread" -> "threads start in that of the code that starts them";
            case "VirtualThread" -> "virtual threads start in that of the code that starts them";
            case "Throwable" -> "stack traces show the hops that led to a task";
            case "HttpURLConnection" -> "requests carry the correlation";
            case "queue edges" -> "the log names who put an element that was taken out of a queue";
            case "logback" -> "log events have the correlation, and the MDC travels with the work";
            case "com.sun.net.httpserver", "Tomcat", "Jetty", "Undertow" ->
                "requests run in the correlation that their headers name";
            case "Jetty servlets" -> "requests keep their correlation when they are dispatched";
            case "jakarta.servlet", "javax.servlet" -> "requests to servlets of other servers have a correlation";
            case "java.net.http", "Apache HttpClient" -> "requests carry the correlation, answers bring edges";
            case "OpenTelemetry" -> "the trace is the correlation of work without one; its context travels";
            case "Guava", "Netty promises" -> "listeners run in that of the code that added them";
            case "Netty tasks" -> "what is submitted to an event loop runs in that of the submitter";
            case "Scala futures" -> "continuations run in that of the code that registered them";
            case "Kotlin coroutines" -> "a coroutine keeps that of the code that launched it";
            case "Spring triggers" -> "each run of a scheduled method has its own";
            default -> "";
        };
    }

    private HookText() {}
}
