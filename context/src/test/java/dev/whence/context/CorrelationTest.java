package dev.whence.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import dev.whence.shop.OtherThread;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
    private static final Correlation A = Correlation.of("A");
    private static final Correlation C = Correlation.of("C");

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(Correlation.current()).isSameAs(Correlation.none());
    }

    @Nested
    class Ids {
        @ParameterizedTest
        @ValueSource(strings = {"a", "Z", "0", "._:+/=@-", "order-7781", "4bf92f3577b34da6a3ce929d0e0e4736"})
        void ofAllowedCharacters(String id) {
            assertThat(Correlation.of(id).id()).isEqualTo(id);
            assertThat(Correlation.isValidId(id)).isTrue();
        }

        @Test
        void ofUpTo128Characters() {
            assertThat(Correlation.isValidId("x".repeat(128))).isTrue();
            assertThat(Correlation.isValidId("x".repeat(129))).isFalse();
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(
                strings = {"", " ", "a b", "a\nb", "é", "a,b", "a;b", "<a>", "\"", "a\u0000", "٣", "{a}", "[a]", "`"})
        @SuppressWarnings("NullAway")
        void othersAreRefusedWithThePattern(@Nullable String id) {
            assertThat(Correlation.isValidId(id)).isFalse();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Correlation.of(id))
                    .withMessageContaining("[A-Za-z0-9._:+/=@-]{1,128}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"a\nb", "a\rb", "\u001b[31mred", "\u0000", "\u007f", "\u0085", "\u2028", "\u202e", "\t"})
        void messageHasNoControlCharacters(String id) {
            String message = catchThrowable(() -> Correlation.of(id)).getMessage();
            assertThat(message).contains("?").matches("[ -~]+");
        }

        @Test
        void messageOfALongIdIsShort() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Correlation.of("x".repeat(1_000_000)))
                    .withMessageContaining("1000000 characters")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        }

        @Test
        void createdAreDistinctTraceIds() {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 1000; i++) {
                ids.add(Correlation.create().id());
            }
            assertThat(ids).hasSize(1000).doesNotContain("0".repeat(32)).allMatch(id -> id.matches("[0-9a-f]{32}"));
        }

        @Test
        void createdStaysTheSame() {
            Correlation created = Correlation.create();
            assertThat(created.id()).isEqualTo(created.id());
            assertThat(created).isEqualTo(Correlation.of(created.id()));
            assertThat(created.with("k", "v").id()).isEqualTo(created.id());
        }
    }

    @Nested
    class Entries {
        @Test
        void areAddedInOrder() {
            Correlation both = A.with("user", "u1").with("tenant", "t1");
            assertThat(both.entries()).containsExactly(entry("user", "u1"), entry("tenant", "t1"));
            assertThat(both.get("tenant")).isEqualTo("t1");
            assertThat(both.get("other")).isNull();
        }

        @Test
        void areReplacedInPlace() {
            Correlation replaced = A.with("a", "1").with("b", "2").with("a", "3");
            assertThat(replaced.entries()).containsExactly(entry("a", "3"), entry("b", "2"));
        }

        @Test
        void leaveTheOriginalAlone() {
            Correlation one = A.with("a", "1");
            one.with("a", "2");
            one.with("b", "2");
            assertThat(one.entries()).containsExactly(entry("a", "1"));
            assertThat(A.entries()).isEmpty();
        }

        @Test
        void cannotBeChanged() {
            assertThatThrownBy(() -> A.with("a", "1").entries().put("b", "2"))
                    .isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void needAName() {
            assertThatIllegalArgumentException().isThrownBy(() -> A.with("", "v"));
        }

        @Test
        @SuppressWarnings("NullAway")
        void needAValue() {
            assertThatNullPointerException().isThrownBy(() -> A.with("name", null));
        }

        @Test
        void needACorrelation() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Correlation.none().with("user", "u1"))
                    .withMessageContaining("user");
        }
    }

    @Test
    void noneIsEmpty() {
        assertThat(Correlation.none().id()).isEmpty();
        assertThat(Correlation.none().entries()).isEmpty();
        assertThat(Correlation.none()).isNotEqualTo(A);
    }

    @Test
    void equalityIsThatOfIdAndEntriesInOrder() {
        Correlation ab = A.with("a", "1").with("b", "2");
        assertThat(ab).isEqualTo(Correlation.of("A").with("a", "1").with("b", "2"));
        assertThat(ab).hasSameHashCodeAs(Correlation.of("A").with("a", "1").with("b", "2"));
        assertThat(ab)
                .isNotEqualTo(A.with("b", "2").with("a", "1"))
                .isNotEqualTo(A)
                .isNotEqualTo("A");
    }

    @Test
    void toStringIsTheIdAndTheEntries() {
        assertThat(A).hasToString("A");
        assertThat(A.with("user", "u1")).hasToString("A{user=u1}");
    }

    @Nested
    class Scopes {
        @Test
        void nest() {
            try (Scope outer = A.open()) {
                try (Scope inner = C.open()) {
                    assertThat(Correlation.current()).isSameAs(C);
                }
                assertThat(Correlation.current()).isSameAs(A);
            }
        }

        @Test
        void ofTheSameCorrelationNest() {
            try (Scope outer = A.open()) {
                try (Scope inner = A.open()) {
                    assertThat(Correlation.current()).isSameAs(A);
                }
                assertThat(Correlation.current()).isSameAs(A);
            }
        }

        @Test
        void ofNoneHideTheOuter() {
            try (Scope outer = A.open();
                    Scope inner = Correlation.none().open()) {
                assertThat(Correlation.current()).isSameAs(Correlation.none());
            }
        }

        @Test
        void belongToTheirThread() throws Exception {
            try (Scope open = A.open()) {
                assertThat(OtherThread.call(Correlation::current)).isSameAs(Correlation.none());
            }
        }

        @Test
        void closedOutOfOrderChangeNothing() {
            Scope outer = A.open();
            Scope inner = C.open();
            outer.close();
            assertThat(Correlation.current()).isSameAs(C);
            inner.close();
            assertThat(Correlation.current()).isSameAs(A);
            Correlation.none().open(); // The outer correlation is lost, so clear the thread for the next test.
        }

        @Test
        void closedTwiceChangeNothing() {
            try (Scope outer = A.open()) {
                Scope inner = C.open();
                inner.close();
                inner.close();
                assertThat(Correlation.current()).isSameAs(A);
            }
        }

        @Test
        void closedOnAnotherThreadChangeNothingThere() throws Exception {
            Scope mine = A.open();
            OtherThread.run(() -> C.run(() -> {
                mine.close();
                assertThat(Correlation.current()).isSameAs(C);
            }));
            assertThat(Correlation.current()).isSameAs(A);
            Correlation.none().open();
        }

        @Test
        void closedInsideANestedTaskChangeNothing() {
            Scope outer = A.open();
            C.wrap(() -> {
                        outer.close();
                        assertThat(Correlation.current()).isSameAs(C);
                    })
                    .run();
            assertThat(Correlation.current()).isSameAs(A);
            Correlation.none().open();
        }

        @Test
        void leftOpenInATaskEndWithIt() {
            try (Scope outer = A.open()) {
                Correlation.none().wrap((Runnable) C::open).run();
                assertThat(Correlation.current()).isSameAs(A);
            }
        }
    }

    @Test
    void runRestoresAlsoAfterAThrow() {
        RuntimeException failure = new RuntimeException("declined");
        assertThatThrownBy(() -> A.run(() -> {
                    assertThat(Correlation.current()).isSameAs(A);
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(Correlation.current()).isSameAs(Correlation.none());
    }

    @Test
    void callRestoresAlsoAfterAThrow() throws Exception {
        assertThat(A.call(Correlation::current)).isSameAs(A);
        IOException failure = new IOException("down");
        assertThatThrownBy(() -> A.call(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }
}
