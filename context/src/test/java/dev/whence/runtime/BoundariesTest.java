package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoundariesTest {
    private final Boundaries boundaries = new Boundaries();

    private static Site site(String api, int line) {
        StackTraceElement frame = new StackTraceElement("com.acme.Shop", "order", "Shop.java", line);
        return new Site(api, new StackTraceElement[] {frame}, new int[] {line}, false);
    }

    @DisplayName("of 10 000 source lines, 2 000 have their own entry, and the rest is counted together")
    @Test
    void bounded() {
        Set<Boundary> all = new HashSet<>();
        for (int line = 0; line < 10_000; line++) {
            Boundary boundary = boundaries.of(site("submit", line));
            boundary.hops(1);
            all.add(boundary);
        }
        assertThat(all).hasSize(2_001);
        assertThat(boundaries.all()).hasSize(2_000).allMatch(one -> one.hops() == 1);
        assertThat(boundaries.rest().hops()).isEqualTo(8_000);
        assertThat(boundaries.of(site("submit", 7)).site()).isEqualTo("com.acme.Shop.order(Shop.java:7)");
        assertThat(boundaries.of(site("submit", 9_999))).isSameAs(boundaries.rest());
    }

    @DisplayName("a source line has one entry for each method that it calls, whatever has called it")
    @Test
    void lines() {
        Boundary boundary = boundaries.of(site("submit", 1));
        assertThat(boundaries.of(site("submit", 1))).isSameAs(boundary);
        assertThat(boundaries.of(site("execute", 1))).isNotSameAs(boundary);
        assertThat(boundaries.of(Site.UNSEEN).site()).isEmpty();
    }

    @DisplayName("two threads that make the first hop of a line at the same time get the same entry")
    @Test
    void race() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int line = 0; line < 1_000; line++) {
                Site site = site("submit", line);
                CountDownLatch both = new CountDownLatch(2);
                Future<Boundary> there = other.submit(() -> {
                    both.countDown();
                    both.await();
                    return boundaries.of(site);
                });
                both.countDown();
                both.await();
                assertThat(boundaries.of(site)).isSameAs(there.get());
            }
        } finally {
            other.shutdown();
        }
        assertThat(boundaries.all()).hasSize(1_000);
    }

    @DisplayName("a line has room for four pairs of pools")
    @Test
    void routes() {
        Boundary boundary = boundaries.of(site("submit", 1));
        for (int i = 0; i < 10; i++) {
            boundary.begins(64, "web", "pool" + i, 5);
            boundary.begins(64, "web", "pool" + i, -1);
        }
        assertThat(boundary.routes()).hasSize(4).allMatch(route -> route.hops() == 128);
        assertThat(boundary.begun()).isEqualTo(1_280);
    }

    @DisplayName("work that waits in no queue is not compared")
    @Test
    void compared() {
        Boundary boundary = boundaries.of(site("thenApply", 1));
        boundary.ends(64, -1, 5, false);
        assertThat(boundary.comparisons()).isZero();
        assertThat(boundary.shorter()).isZero();
        boundary.ends(64, 6, 5, false);
        boundary.ends(64, 5, 5, true);
        assertThat(boundary.comparisons()).isEqualTo(2);
        assertThat(boundary.shorter()).isEqualTo(0.5);
        assertThat(boundary.failures()).isEqualTo(64);
    }
}
