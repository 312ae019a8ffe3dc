package dev.whence.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whence.agent.HookReport;
import dev.whence.runtime.HookSwitch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WeaverTest {
    private static final String NAME = "dev/whence/agent/weave/WeaverTest";
    private static final ClassLoader HERE = WeaverTest.class.getClassLoader();

    @DisplayName("99: a point that is not there leaves the class as it is, and switches its hook off there, alone")
    @Test
    void missingPoint() {
        WovenType wrong = WovenType.of("wrong", NAME).at(Point.enter("noSuchMethod", "()V"));
        WovenType right = WovenType.of("right", NAME).at(load("missingPoint", "()V"));
        assertThat(transformed(wrong)).isNull();
        assertThat(transformed(wrong, right)).isNotNull();
        assertThat(HookSwitch.named("wrong").isOn(HERE)).isFalse();
        assertThat(HookSwitch.named("wrong").isOn(new ClassLoader() {})).isTrue();
        assertThat(HookSwitch.named("wrong").reason()).contains("noSuchMethod");
        assertThat(HookSwitch.named("right").isOn(HERE)).isTrue();
    }

    @DisplayName(
            "99: a point that the hook can do without costs only what it serves, which is said, and the hook is on")
    @Test
    void missingSecondaryPoint() {
        WovenType type = WovenType.of("partial", NAME)
                .orLose("nobody is told", Point.enter("noSuchMethod", "()V"))
                .at(load("missingSecondaryPoint", "()V"));
        assertThat(transformed(type)).isNotNull();
        assertThat(transformed(type)).isNotNull();
        assertThat(HookReport.line("partial")).isEqualTo("partial\ton\tbut nobody is told");
    }

    @DisplayName("99: a place whose local variable nobody knows is no place")
    @Test
    void unknownOwner() {
        WovenType type = WovenType.of("unknown owner", NAME)
                .orLose("nobody is told", Point.enter("unknownOwner", "()V").loadOwner("noSuchField"))
                .at(load("unknownOwner", "()V"));
        assertThat(transformed(type)).isNotNull();
        assertThat(HookSwitch.named("unknown owner").isOn(HERE)).isTrue();
        assertThat(HookSwitch.named("unknown owner").lost()).isEqualTo("nobody is told");
    }

    @DisplayName("99: of points of which one is needed the first that is there is taken, alone")
    @Test
    void alternatives() {
        Point absent = load("noSuchMethod", "()V");
        Point first = load("alternatives", "()V");
        Point second = load("missingPoint", "()V");
        assertThat(chosen(absent, first, second)).containsExactly(first);
        assertThat(chosen(second, first)).containsExactly(second);
        assertThatThrownBy(() -> chosen(absent)).hasMessage(NAME + " is not as expected: noSuchMethod");
    }

    private static List<Point> chosen(Point... points) {
        WovenType type = WovenType.of("alternatives", NAME).either(points);
        Weaving weaving = new Weaving(type, 17, Set.of());
        byte[] woven = weaving.weave(classFile());
        List<String> calling = new ArrayList<>();
        new ClassReader(woven).accept(new Calls(calling), 0);
        assertThat(calling)
                .containsExactlyElementsOf(
                        weaving.chosen().stream().map(point -> point.method).toList());
        return weaving.chosen();
    }

    /** The methods that call a hook. */
    private static final class Calls extends ClassVisitor {
        private final List<String> calling;

        Calls(List<String> calling) {
            super(Opcodes.ASM9);
            this.calling = calling;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                    if (owner.startsWith("dev/whence/runtime/jdk/CompletableFutureHooks")) {
                        calling.add(method);
                    }
                }
            };
        }
    }

    private static Point load(String method, String descriptor) {
        return Point.enter(method, descriptor).call("jdk/CompletableFutureHooks", "load", "()V");
    }

    @DisplayName("99: class files of Java 5 and before have no stack map frames, and need none")
    @Test
    void oldClassFile() throws Exception {
        ClassWriter old = new ClassWriter(0);
        old.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
        MethodVisitor method = old.visitMethod(Opcodes.ACC_PUBLIC, "run", "(Ljava/lang/String;)V", null, null);
        method.visitCode();
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 2);
        method.visitEnd();
        old.visitEnd();
        WovenType type = WovenType.of("old", NAME)
                .at(Point.atEnd("run", "(*)").push(1).call("library/CarryHooks", "end", "(I)V"));
        byte[] woven = transformed(old.toByteArray(), type);
        assertThat(woven).isNotNull();
        ClassLoader loader = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, woven, 0, woven.length);
            }
        };
        // The class is verified.
        assertThat(Class.forName(NAME.replace('/', '.'), true, loader).getMethods())
                .extracting(Method::getName)
                .contains("run");
    }

    private static byte[] transformed(WovenType... types) {
        return transformed(classFile(), types);
    }

    /** Without glue, as nothing here needs any. */
    @SuppressWarnings("NullAway")
    private static byte[] transformed(byte[] classFile, WovenType... types) {
        Sight sight = new Sight(Set.of());
        return Weaver.atLoad(
                        new WovenTypes(List.of(), new Described(List.of(types))),
                        new GlueClasses(null, null, sight),
                        sight,
                        Set.of())
                .transform(WeaverTest.class.getModule(), HERE, NAME, null, null, classFile);
    }

    @SuppressWarnings("NullAway")
    private static byte[] classFile() {
        try (InputStream in = WeaverTest.class.getResourceAsStream("WeaverTest.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
