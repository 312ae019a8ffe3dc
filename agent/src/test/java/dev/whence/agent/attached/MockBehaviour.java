package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.whence.agent.attached.harness.MockitoNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.MockedConstruction;
import org.mockito.MockedStatic;

/** Mocks, for which Mockito changes the very classes that are woven. */
@MockitoNeeded
@SuppressWarnings({"DirectInvocationOnMock", "FutureReturnValueIgnored"})
class MockBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @DisplayName("a mock of a list does what it is told")
    @Test
    @NoAgentNeeded
    void list() {
        ArrayList<String> list = mock();
        when(list.get(anyInt())).thenReturn("stubbed");
        assertThat(list.get(7)).isEqualTo("stubbed");
        assertThat(new ArrayList<>(java.util.List.of("real"))).containsExactly("real");
    }

    @DisplayName("a task that a mock of an executor was given runs in the correlation of its submitter")
    @Test
    void executor() {
        Executor executor = mock();
        in("A", () -> CompletableFuture.runAsync(seen::here, executor));
        ArgumentCaptor<Runnable> given = ArgumentCaptor.captor();
        verify(executor).execute(given.capture());
        in("B", () -> given.getValue().run());
        assertThat(seen.next()).isEqualTo("A");
    }

    static class Answer extends CompletableFuture<String> {}

    @DisplayName("a mock of a future does what it is told")
    @Test
    @NoAgentNeeded
    void future() {
        Answer answer = mock();
        CompletableFuture<Object> next = new CompletableFuture<>();
        when(answer.thenApply(any())).thenReturn(next);
        assertThat(in("A", () -> answer.<Object>thenApply(text -> text))).isSameAs(next);
        assertThat(answer.complete("text")).isFalse();
    }

    @DisplayName("a continuation of a spy of a future runs in the correlation of its registrar")
    @Test
    void spyOfFuture() {
        Answer answer = spy(new Answer());
        Function<String, String> function = text -> seen.here();
        in("A", () -> answer.thenApply(function));
        in("B", () -> answer.complete("text"));
        assertThat(seen.next()).isEqualTo("A");
        verify(answer).thenApply(function);
    }

    @DisplayName("a spy of a pool sees the program's own task, which runs in the correlation of its submitter")
    @Test
    void spyOfPool() {
        ThreadPoolExecutor pool =
                spy(pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>())));
        Runnable task = seen::here;
        in("A", () -> pool.execute(task));
        in("C", () -> pool.execute(task));
        assertThat(seen.next(2)).containsExactly("A", "C");
        verify(pool, org.mockito.Mockito.times(2)).execute(task);
        pool.shutdownNow();
    }

    @DisplayName("a spy of a FutureTask runs in the correlation of its submitter")
    @Test
    void spyOfTask() {
        FutureTask<String> task = in("A", () -> spy(new FutureTask<>(seen::here)));
        in("C", () -> pools.single().execute(task));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("a static mock of a factory gives the pool that it is told to give")
    @Test
    void staticFactory() {
        ExecutorService real = pools.single();
        try (MockedStatic<Executors> executors = mockStatic(Executors.class)) {
            executors.when(Executors::newCachedThreadPool).thenReturn(real);
            in("A", () -> Executors.newCachedThreadPool().execute(seen::here));
        }
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("after static mocks, and mocks of constructors, of woven classes all is as before")
    @Test
    @SuppressWarnings("rawtypes")
    void staticMocks() {
        try (MockedStatic<CompletableFuture> futures = mockStatic(CompletableFuture.class);
                MockedConstruction<FutureTask> tasks = mockConstruction(FutureTask.class)) {
            CompletableFuture<Object> stub = new CompletableFuture<>();
            futures.when(() -> CompletableFuture.completedFuture("text")).thenReturn(stub);
            assertThat(CompletableFuture.completedFuture("text")).isSameAs(stub);
            assertThat(new FutureTask<>(() -> "text").isDone()).isFalse();
            assertThat(tasks.constructed()).hasSize(1);
        }
        in("A", () -> CompletableFuture.completedFuture("text").thenAcceptAsync(text -> seen.here(), pools.single()));
        assertThat(seen.next()).isEqualTo("A");
        in("A", () -> pools.single().execute(new FutureTask<>(seen::here)));
        assertThat(seen.next()).isEqualTo("A");
    }
}
