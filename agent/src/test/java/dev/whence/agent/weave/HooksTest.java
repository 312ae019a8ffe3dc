package dev.whence.agent.weave;

import static java.lang.invoke.MethodType.fromMethodDescriptorString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.whence.agent.WovenGlue;
import dev.whence.agent.jdk.WovenJdk;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every hook that the tables name exists. One that does not would break the program when it is first called. */
class HooksTest {
    @DisplayName("calls of hooks that classes are given")
    @TestFactory
    Stream<DynamicTest> hooks() {
        return Stream.of(Start.values())
                .flatMap(start ->
                        Stream.of(WovenJdk.types(start, true), WovenJdk.types(start, false), WovenGlue.types(start)))
                .flatMap(List::stream)
                .flatMap(type -> type.points().stream()
                        .flatMap(point -> point.code.stream())
                        .filter(operation -> operation.opcode() == Opcodes.INVOKESTATIC)
                        // EveryJdkTest looks for the methods of the JDK.
                        .filter(operation -> !EveryJdkTest.isOfJdk(operation.owner()))
                        .map(hook -> dynamicTest(type.name() + " calls " + hook, () -> assertExists(hook))));
    }

    private static void assertExists(Operation hook) throws ReflectiveOperationException {
        ClassLoader loader = HooksTest.class.getClassLoader();
        // The copies for the older servlet API are made when the agent's jar is laid out.
        String name = hook.owner().replace('/', '.').replace("glue.Javax", "glue.Jakarta");
        Class<?> owner = Class.forName(name, false, loader);
        Class<?>[] parameters =
                fromMethodDescriptorString(hook.descriptor(), loader).parameterArray();
        Method method = owner.getMethod(hook.name(), parameters);

        assertThat(owner.getPackageName()).matches("dev\\.whence\\.(runtime\\.\\w+|glue)");
        assertThat(owner).isPublic();
        assertThat(Modifier.isStatic(method.getModifiers())).as("static").isTrue();
        assertThat(method.getReturnType())
                .isEqualTo(fromMethodDescriptorString(hook.descriptor(), loader).returnType());
    }
}
