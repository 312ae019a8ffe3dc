package dev.whence.agent.weave;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopiedNamesTest {
    @ParameterizedTest
    @CsvSource({
        "io/netty/util/Timer, x/shaded/io/netty/util/Timer, io/netty/channel/Channel, x/shaded/io/netty/channel/Channel",
        "io/netty/util/Timer, x/shaded/netty/util/Timer, io/netty/channel/Channel, x/shaded/netty/channel/Channel",
        "com/google/common/base/Joiner, x/shaded/guava/base/Joiner, com/google/common/util/Fun, x/shaded/guava/util/Fun",
        "scala/Function1, x/shaded/scala/Function1, scala/util/Try, x/shaded/scala/util/Try",
    })
    void whatTheClassFileContainsIsRelocated(String original, String copy, String used, String usedInCopy) {
        byte[] classFile = ("... " + usedInCopy + " java/lang/Object").getBytes(US_ASCII);
        CopiedNames names = new CopiedNames(original, copy, classFile);
        assertThat(names.ofClass(used)).isEqualTo(usedInCopy);
        assertThat(names.inDescriptor("(IL" + used + ";[L" + used + ";J)Ljava/lang/Object;"))
                .isEqualTo("(IL" + usedInCopy + ";[L" + usedInCopy + ";J)Ljava/lang/Object;");
        assertThat(new CopiedNames(original, copy, new byte[0]).ofClass(used)).isEqualTo(used);
    }

    @Test
    void onlyWhatIsOfTheSimpleNameIsLookedAtTwice() {
        WovenType original = WovenType.of("hook", "io/netty/util/Timer").ofLibrary();
        WovenTypes types = new WovenTypes(List.of(), new Described(List.of(original)));
        ClassLoader loader = CopiedNamesTest.class.getClassLoader();
        assertThat(types.of("com/acme/util/Timer", loader)).isNull();
        assertThat(types.of("com/acme/netty/util/Timer", loader)).isNull();
        assertThat(types.of("com/acme/io/netty/util/Timer", loader))
                .singleElement()
                .extracting(WovenType::name)
                .isEqualTo("com/acme/io/netty/util/Timer");
        assertThat(types.of("com.acme.shaded.netty.util.Timer", loader))
                .singleElement()
                .extracting(WovenType::name)
                .isEqualTo("com/acme/shaded/netty/util/Timer");
        assertThat(types.of("com/acme/io/netty/util/Timer", null)).isNull();
    }
}
