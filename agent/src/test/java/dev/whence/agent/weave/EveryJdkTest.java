package dev.whence.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.whence.agent.WovenGlue;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.agent.jdk.WovenJdk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Weaves the class files of every JDK that is installed, without running it, and lists what does not fit: so a new one
 * shows in one run.
 */
class EveryJdkTest {
    @DisplayName("nothing is missing on any JDK that is installed, for any kind of start")
    @TestFactory
    Stream<DynamicTest> fits() {
        return Jdks.all().stream().flatMap(jdk -> Stream.of(Start.values())
                .map(start -> dynamicTest(jdk + " at " + jdk.home() + ", " + start, () -> {
                    assertThat(misfits(jdk, start)).isEmpty();
                })));
    }

    private static List<String> misfits(Jdk jdk, Start start) throws IOException {
        List<WovenType> types = new ArrayList<>(WovenJdk.types(start, true, jdk.feature()));
        WovenGlue.types(start).stream().filter(type -> isOfJdk(type.name())).forEach(types::add);
        Set<String> fieldless = new HashSet<>();
        if (start == Start.LATE) {
            types.stream().filter(type -> type.hasField).map(WovenType::name).forEach(fieldless::add);
        }
        List<String> misfits = new ArrayList<>();
        try (JdkImage image = new JdkImage(jdk)) {
            for (WovenType type : types) {
                Optional<byte[]> bytes = image.read(type.name());
                if (bytes.isEmpty() && !type.isInSomeUpdates()) {
                    misfits.add(type.name() + " is not there");
                } else if (bytes.isPresent()) {
                    addMisfits(image, type, new Weaving(type, jdk.feature(), fieldless), bytes.get(), misfits);
                }
            }
        }
        return misfits;
    }

    static boolean isOfJdk(String className) {
        return className.matches("(java|jdk|sun)/.*");
    }

    private static void addMisfits(
            JdkImage image, WovenType type, Weaving weaving, byte[] bytes, List<String> misfits) {
        try {
            byte[] woven = weaving.weave(bytes);
            weaving.lost().forEach(lost -> misfits.add(type.name() + ": " + lost));
            misfits.addAll(ImageVerifier.faults(image, woven, weaving.chosen()));
            weaving.chosen().stream()
                    .flatMap(point -> point.code.stream())
                    .filter(operation -> !isThere(image, operation))
                    .forEach(operation -> misfits.add(type.name() + " uses " + operation));
        } catch (IllegalStateException e) {
            misfits.add(e.getMessage());
        }
    }

    /** Whether what an instruction names is there, else the program would meet a LinkageError. */
    private static boolean isThere(JdkImage image, Operation operation) {
        return switch (operation.opcode()) {
            case Opcodes.INVOKESTATIC ->
                !isOfJdk(operation.owner()) || image.has(operation.owner(), operation.name() + operation.descriptor());
            case Opcodes.GETFIELD, Opcodes.PUTFIELD, Opcodes.INVOKEVIRTUAL, Opcodes.INVOKEINTERFACE ->
                operation.name().equals(Point.FIELD)
                        || image.has(operation.owner(), operation.name() + operation.descriptor());
            default -> true;
        };
    }
}
