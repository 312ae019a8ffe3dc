package dev.whence.libraries;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;

@SuppressWarnings("FutureReturnValueIgnored")
final class CaffeineCache implements Library {
    @Override
    public void measure(Session session) {
        session.of("Caffeine", Caffeine.class)
                .row(
                        "asynchronous load",
                        List.of("loader", "result"),
                        CaffeineCache::cache,
                        (cache, operation) -> cache.get(operation).thenRun(() -> operation.seen("result")))
                .row("removal listener", List.of("listener"), CaffeineCache::cache, (cache, operation) -> {
                    cache.synchronous().put(operation, "");
                    cache.synchronous().invalidate(operation);
                });
    }

    private static AsyncLoadingCache<Operation, String> cache() {
        return Caffeine.newBuilder()
                .removalListener((key, value, cause) -> ((Operation) requireNonNull(key)).seen("listener"))
                .buildAsync(operation -> {
                    operation.seen("loader");
                    return "";
                });
    }
}
