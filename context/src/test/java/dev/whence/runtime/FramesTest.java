package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.aop.interceptor.AsyncExecutionInterceptor",
                "io.reactivex.rxjava3.core.Observable",
                "reactor.core.publisher.Mono",
                "dev.failsafe.FailsafeExecutor",
                "io.github.resilience4j.timelimiter.TimeLimiter",
                "com.github.benmanes.caffeine.cache.LocalAsyncCache",
                "org.jboss.threads.EnhancedQueueExecutor",
                "shop.Orders$$SpringCGLIB$$0",
                "shop.Orders$$EnhancerBySpringCGLIB$$1a2b",
                "shop.Orders$ByteBuddy$x1",
                "shop.$Proxy12",
                "shop.Orders_ClientProxy",
                "com.acme.shaded.com.google.common.collect.ImmutableList",
                "io.grpc.netty.shaded.io.netty.channel.Channel",
                "com.acme.shaded.reactor.core.publisher.Mono"
            })
    void librariesAndWhatIsGeneratedArePassedOver(String className) {
        assertThat(Frames.isPassedOver(className)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.Orders",
                "Orders",
                "shop.Orders$Line",
                "com.github.shop.Orders",
                "org.springframework.samples.petclinic.owner.OwnerController",
                "reactors.Orders",
                "com.acme.reactor.Orders",
                "com.acme.io.netty.OrderHandler",
                "shop.Orders_v2",
                "shop.Orders$$anonfun$1"
            })
    void theProgramsOwnAreNot(String className) {
        assertThat(Frames.isPassedOver(className)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty.util.concurrent.DefaultPromise",
                "org.apache.pulsar.shade.io.netty.util.concurrent.DefaultPromise",
                "com.linecorp.armeria.internal.shaded.guava.util.concurrent.AbstractFuture"
            })
    void futuresOfLibrariesAreMachineryInCopiesToo(String className) {
        assertThat(Frames.isMachinery(className)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.shop.Orders, com.acme.util.Async, true",
        "com.acme.shop.Orders, com.acmes.Async, false",
        "com.acme.Orders, org.acme.Async, false",
        "Orders, Async, true",
        "Orders, com.acme.Async, false"
    })
    void classesOfOneProgramShareTheFirstNamesOfTheirPackages(String one, String other, boolean same) {
        assertThat(Frames.isOfSameRoot(one, other)).isEqualTo(same);
        assertThat(Frames.isOfSameRoot(other, one)).isEqualTo(same);
    }
}
