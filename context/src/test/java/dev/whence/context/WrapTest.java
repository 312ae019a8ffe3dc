package dev.whence.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.whence.shop.AtOnce;
import dev.whence.shop.OtherThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WrapTest {
    private static final Correlation A = Correlation.of("A");
    private static final Correlation C = Correlation.of("C");

    /** The methods that wrap a function. Each is given the form of one that wraps a runnable. */
    enum Kind {
        RUNNABLE {
            @Override
            Runnable wrap(Correlation correlation, Runnable body) {
                return correlation.wrap(body);
            }
        },
        CALLABLE {
            @Override
            Runnable wrap(Correlation correlation, Runnable body) {
                Callable<String> wrapped = correlation.wrap(() -> {
                    body.run();
                    return "done";
                });
                return () -> callUnchecked(wrapped);
            }
        },
        SUPPLIER {
            @Override
            Runnable wrap(Correlation correlation, Runnable body) {
                Supplier<String> wrapped = correlation.wrapSupplier(() -> after(body));
                return () -> assertThat(wrapped.get()).isEqualTo("done");
            }
        },
        FUNCTION {
            @Override
            Runnable wrap(Correlation correlation, Runnable body) {
                var wrapped = correlation.<String, String>wrapFunction(argument -> after(body));
                return () -> assertThat(wrapped.apply("")).isEqualTo("done");
            }
        },
        BI_FUNCTION {
            @Override
            Runnable wrap(Correlation correlation, Runnable body) {
                var wrapped = correlation.<String, String, String>wrapBiFunction((first, second) -> after(body));
                return () -> assertThat(wrapped.apply("", "")).isEqualTo("done");
            }
        },
        CONSUMER {
            @Override
            Runnable wrap(Correlation correlation, Runnable body) {
                Consumer<String> wrapped = correlation.wrapConsumer(argument -> body.run());
                return () -> wrapped.accept("");
            }
        },
        BI_CONSUMER {
            @Override
            Runnable wrap(Correlation correlation, Runnable body) {
                BiConsumer<String, String> wrapped = correlation.wrapBiConsumer((first, second) -> body.run());
                return () -> wrapped.accept("", "");
            }
        };

        abstract Runnable wrap(Correlation correlation, Runnable body);

        private static String after(Runnable body) {
            body.run();
            return "done";
        }

        private static void callUnchecked(Callable<String> callable) {
            try {
                callable.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private final List<Correlation> seen = new ArrayList<>();

    private void look() {
        seen.add(Correlation.current());
    }

    @ParameterizedTest
    @EnumSource
    void runsInTheCorrelationOnAnotherThread(Kind kind) throws Exception {
        OtherThread.run(kind.wrap(A, this::look));
        assertThat(seen).containsExactly(A);
    }

    @ParameterizedTest
    @EnumSource
    void restoresWhatTheThreadHad(Kind kind) {
        Runnable wrapped = kind.wrap(A, this::look);
        C.run(() -> {
            wrapped.run();
            look();
        });
        look();
        assertThat(seen).containsExactly(A, C, Correlation.none());
    }

    @ParameterizedTest
    @EnumSource
    void rethrowsTheVerySameAndRestores(Kind kind) {
        RuntimeException failure = new RuntimeException("declined");
        Runnable wrapped = kind.wrap(A, () -> {
            throw failure;
        });
        C.run(() -> {
            assertThat(catchThrowable(wrapped::run)).isSameAs(failure);
            look();
        });
        assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
        assertThat(seen).containsExactly(C);
    }

    @ParameterizedTest
    @EnumSource
    void restoresAfterAnError(Kind kind) {
        Runnable wrapped = kind.wrap(A, () -> {
            throw new StackOverflowError();
        });
        assertThat(catchThrowable(wrapped::run)).isInstanceOf(StackOverflowError.class);
        assertThat(Correlation.current()).isSameAs(Correlation.none());
    }

    @ParameterizedTest
    @EnumSource
    void theSameFunctionRunsInEachCorrelation(Kind kind) throws Exception {
        Runnable look = this::look;
        Runnable underA = kind.wrap(A, look);
        Runnable underC = kind.wrap(C, look);
        OtherThread.run(underC);
        OtherThread.run(underA);
        OtherThread.run(underC);
        assertThat(seen).containsExactly(C, A, C);
    }

    @ParameterizedTest
    @EnumSource
    void nests(Kind kind) {
        Runnable inner = kind.wrap(C, this::look);
        Runnable outer = kind.wrap(A, () -> {
            inner.run();
            look();
        });
        outer.run();
        assertThat(seen).containsExactly(C, A);
    }

    @ParameterizedTest
    @EnumSource
    void runsWithoutACorrelationUnderNone(Kind kind) {
        A.run(kind.wrap(Correlation.none(), this::look));
        assertThat(seen).containsExactly(Correlation.none());
    }

    @Test
    void passesArgumentsAndResults() throws Exception {
        List<String> consumed = new ArrayList<>();
        A.<String>wrapConsumer(consumed::add).accept("consumer");
        A.<String, String>wrapBiConsumer((one, two) -> consumed.add(one + two)).accept("1", "2");

        assertThat(consumed).containsExactly("consumer", "12");
        assertThat(A.wrap(() -> "callable").call()).isEqualTo("callable");
        assertThat(A.wrapSupplier(() -> "supplier").get()).isEqualTo("supplier");
        assertThat(A.<String, Integer>wrapFunction(String::length).apply("abc")).isEqualTo(3);
        assertThat(A.<String, String, String>wrapBiFunction(String::concat).apply("a", "b"))
                .isEqualTo("ab");
    }

    @Test
    void aCallableMayThrowACheckedException() {
        IOException failure = new IOException("down");
        Callable<String> wrapped = A.wrap(() -> {
            throw failure;
        });
        assertThat(catchThrowable(wrapped::call)).isSameAs(failure);
        assertThat(Correlation.current()).isSameAs(Correlation.none());
    }

    @Test
    void isSafeToRunOnManyThreadsAtOnce() throws Exception {
        Supplier<Correlation> current = A.wrapSupplier(Correlation::current);
        assertThat(AtOnce.call(8, current::get)).hasSize(8).containsOnly(A);
    }
}
