package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelocationTest {
    @ParameterizedTest
    @CsvSource({
        "io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoop, io.netty.channel.nio.NioEventLoop",
        "io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler, io.grpc.netty.NettyClientHandler",
        "com.alibaba.nacos.shaded.io.grpc.netty.shaded.io.netty.util.Timer, io.netty.util.Timer",
        "org.apache.pulsar.shade.io.netty.util.Timer, io.netty.util.Timer",
        "org.apache.flink.shaded.netty4.io.netty.util.Timer, io.netty.util.Timer",
        "org.apache.hbase.thirdparty.io.netty.util.Timer, io.netty.util.Timer",
        "software.amazon.awssdk.thirdparty.io.netty.util.Timer, io.netty.util.Timer",
        "com.couchbase.client.core.deps.io.netty.util.Timer, io.netty.util.Timer",
        "org.apache.beam.vendor.grpc.v1p69p0.io.netty.util.Timer, io.netty.util.Timer",
        "com.datastax.oss.driver.shaded.netty.util.Timer, io.netty.util.Timer",
        "shaded.netty.io.netty.util.Timer, io.netty.util.Timer",
        "shaded_package.io.netty.util.Timer, io.netty.util.Timer",
        "org.apache.hadoop.thirdparty.com.google.common.base.Joiner, com.google.common.base.Joiner",
        "com.google.bigtable.repackaged.com.google.common.base.Joiner, com.google.common.base.Joiner",
        "wiremock.com.google.common.base.Joiner, com.google.common.base.Joiner",
        "com.datastax.oss.driver.shaded.guava.common.base.Joiner, com.google.common.base.Joiner",
        "com.linecorp.armeria.internal.shaded.guava.base.Joiner, com.google.common.base.Joiner",
        "org.sparkproject.guava.base.Joiner, com.google.common.base.Joiner",
        "org.sparkproject.jetty.io.Connection, org.eclipse.jetty.io.Connection",
        "io.trino.jdbc.$internal.okhttp3.ConnectionPool$1, okhttp3.ConnectionPool$1",
        "com.acme.shaded.scala.concurrent.Future, scala.concurrent.Future",
        "com.linecorp.armeria.internal.shaded.caffeine.cache.Cache, com.github.benmanes.caffeine.cache.Cache",
    })
    void copiesHaveTheNamesOfTheirOriginals(String copy, String original) {
        assertThat(Relocation.undo(copy)).isEqualTo(original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Orders",
                "com.acme.Orders",
                "com.acme.io.netty.OrderHandler",
                "com.acme.netty.util.Timer",
                "com.acme.reactor.Core",
                "com.acme.lampshades.Orders",
                "com.acme.orders.Shaded",
                "io.netty.channel.nio.NioEventLoop",
                "java.util.concurrent.ThreadPoolExecutor",
            })
    void othersKeepTheirs(String className) {
        assertThat(Relocation.undo(className)).isEqualTo(className);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty.channel.nio.NioEventLoop",
                "io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoop",
                "com.datastax.oss.driver.shaded.netty.channel.nio.NioEventLoop",
                "azure_cosmos_spark.io.netty.util.concurrent.SingleThreadEventExecutor$5",
                "com.acme.shaded.com.google.common.util.concurrent.SequentialExecutor$QueueWorker",
                "org.apache.pekko.dispatch.Mailbox",
                "io.vertx.core.impl.TaskQueue$$Lambda/0x00007f1234",
            })
    void sharedWorkIsKnownInCopiesToo(String className) {
        assertThat(SharedWork.isDoneBy(className, true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Orders",
                "com.acme.io.netty.OrderHandler",
                "com.acme.netty.channel.nio.Orders",
                "com.acme.okhttp3.ConnectionPool$1",
                "org.apache.pekko.dispatch.MailboxOrders",
                "orders",
            })
    void theProgramsOwnWorkIsNotShared(String className) {
        assertThat(SharedWork.isDoneBy(className, true)).isFalse();
    }

    private static class Mailbox {}

    private static final class SpecialMailbox extends Mailbox {}

    @Test
    void subclassesAreSharedIfTheClassItselfIsNamed() {
        String name = Mailbox.class.getName();
        assertThat(isShared(SpecialMailbox.class, name)).isTrue();
        assertThat(isShared(SpecialMailbox.class, RelocationTest.class.getName() + "$Mail"))
                .isFalse();
        assertThat(isShared(RelocationTest.class, name)).isFalse();
    }

    private static boolean isShared(Class<?> type, String named) {
        Settings.shared(new String[] {named});
        try {
            return SharedWork.isDoneBy(type);
        } finally {
            Settings.shared(new String[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Mailbox, true",
        "com.acme.Mailbox$1, false",
        "com.acme.Mailboxes, false",
        "com.acme.jobs.Poller$$Lambda/0x7f, true",
        "com.acme.jobsAndMore.Poller, false",
        "org.com.acme.Mailbox, false",
        "com.acme.Loop$$Lambda/0x7f, true",
    })
    void theProgramNamesItsOwn(String className, boolean shared) {
        Settings.shared(new String[] {"com.acme.Mailbox", "com.acme.jobs.", "com.acme.Loop$"});
        try {
            assertThat(SharedWork.isDoneBy(className, true)).isEqualTo(shared);
        } finally {
            Settings.shared(new String[0]);
        }
    }
}
