package dev.whence.services.opentelemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A processor of spans that makes hops itself, for each span that somebody else than the program makes. */
final class HoppingProcessor implements SpanProcessor {
    private final ExecutorService pool = Executors.newFixedThreadPool(1, work -> {
        Thread thread = new Thread(work, "processor");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        hop(span);
    }

    @Override
    public void onEnd(ReadableSpan span) {
        hop(span);
    }

    private void hop(ReadableSpan span) {
        if (!span.getInstrumentationScopeInfo().getName().equals("program")) {
            CompletableFuture.runAsync(() -> {}, pool).join();
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
