package dev.whence.services.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The log records of two services, as a receiver gets them by OTLP. The clock of the bank is five minutes behind that of
 * the shop.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("jdks")
class ReceivedLogsIT {
    private static final int BEHIND = -300;
    private static final Comparator<OtlpRecord> BY_STAMP = Comparator.comparing(OtlpRecord::hlc);
    private static final Comparator<OtlpRecord> BY_TIME = Comparator.comparingLong(OtlpRecord::timestamp);

    private static List<OtlpRecord> received;

    /** Creates the test of a JDK. All tests share the results of {@link #receive}. */
    ReceivedLogsIT(Jdk jdk) {}

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @BeforeParameterizedClassInvocation
    static void receive(Jdk jdk, @TempDir Path folder) throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program bank = Program.start(
                        Program.java(jdk, "bank", receiver)
                                .agent("trust=all", "clock.offset=" + BEHIND)
                                .main(Bank.class, "sdk", "" + BEHIND),
                        folder.resolve("bank"));
                Program shop = Program.start(
                        Program.java(jdk, "shop", receiver)
                                .agent("trust=all")
                                .main(Shop.class, "sdk", "0", "" + bank.port()),
                        folder.resolve("shop"))) {
            Orders.send(shop.port());
            received = Orders.await(receiver);
        }
    }

    @DisplayName("each record has a stamp, the ID of its event, and the correlation of its order, in both services")
    @Test
    void fields() {
        assertThat(received).allSatisfy(one -> {
            assertThat(one.hlc()).matches("[0-9a-f]{16}");
            assertThat(one.id()).matches("[0-9a-f]{8}-\\d+:\\d+");
            assertThat(one.correlation()).isEqualTo("shop-" + one.message().split(" ", 2)[0]);
        });
        assertThat(received).extracting(OtlpRecord::service).contains("shop", "bank");
    }

    @DisplayName("every edge of the programs holds in the order by the stamp")
    @Test
    void orderByStamp() {
        assertThat(Orders.violated(received, BY_STAMP)).isEmpty();
    }

    @DisplayName("the order by timestamps violates the edge between the services, for each order")
    @Test
    void orderByTime() {
        assertThat(Orders.violated(received, BY_TIME)).hasSizeGreaterThanOrEqualTo(Orders.COUNT);
    }

    @DisplayName("every edge of the programs is in the graph of the records")
    @Test
    void graph() {
        Graph graph = new Graph(received);
        assertThat(Orders.pairs(received))
                .filteredOn(pair -> !graph.leads(pair.get(0), pair.get(1)))
                .isEmpty();
    }

    @DisplayName("every predecessor that a record names has arrived, and has a smaller stamp")
    @Test
    void predecessors() {
        Map<String, OtlpRecord> byId = received.stream().collect(Collectors.toMap(OtlpRecord::id, Function.identity()));
        assertThat(received).allSatisfy(one -> assertThat(one.after()).allSatisfy(id -> assertThat(byId.get(id))
                .isNotNull()
                .extracting(OtlpRecord::hlc)
                .satisfies(hlc -> assertThat(hlc).isLessThan(one.hlc()))));
    }
}
