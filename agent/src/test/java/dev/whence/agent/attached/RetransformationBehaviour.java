package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.whence.agent.attached.harness.ShapeAgent;
import dev.whence.agent.attached.harness.ShapesNeeded;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 98, 100: another agent changes the woven classes once more, while they are in use. */
@ShapesNeeded
class RetransformationBehaviour {
    private static final Set<String> CHANGED = new HashSet<>();

    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @BeforeAll
    static void changeOnceMore() throws Exception {
        Class<?>[] classes = loaded(
                "java.lang.Thread",
                "java.lang.Throwable",
                "java.util.Timer",
                "java.util.concurrent.CompletableFuture",
                "java.util.concurrent.CompletableFuture$AsyncSupply",
                "java.util.concurrent.CompletableFuture$UniApply",
                "java.util.concurrent.CompletableFuture$UniCompose",
                "java.util.concurrent.ForkJoinPool",
                "java.util.concurrent.ForkJoinTask",
                "java.util.concurrent.FutureTask",
                "java.util.concurrent.LinkedBlockingQueue",
                "java.util.concurrent.LinkedBlockingQueue$Node",
                "java.util.concurrent.SynchronousQueue",
                "java.util.concurrent.ThreadPoolExecutor",
                "java.util.concurrent.ThreadPoolExecutor$Worker");
        Instrumentation instrumentation = ShapeAgent.instrumentation();
        Later later = new Later();
        instrumentation.addTransformer(later, true);
        instrumentation.retransformClasses(classes);
        assertThat(CHANGED).hasSize(classes.length);
    }

    private static Class<?>[] loaded(String... names) throws ClassNotFoundException {
        Class<?>[] classes = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            classes[i] = Class.forName(names[i]);
        }
        return classes;
    }

    /** Puts an instruction in front of each method. */
    private static final class Later implements ClassFileTransformer {
        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
            if (redefined == null || loader != null) {
                return null;
            }
            CHANGED.add(name);
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9, writer) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String method, String descriptor, String signature, String[] exceptions) {
                            return new MethodVisitor(
                                    Opcodes.ASM9,
                                    super.visitMethod(access, method, descriptor, signature, exceptions)) {
                                @Override
                                public void visitCode() {
                                    super.visitCode();
                                    super.visitInsn(Opcodes.NOP);
                                }
                            };
                        }
                    },
                    0);
            return writer.toByteArray();
        }
    }

    @DisplayName("the work still runs in the correlation of its submitter")
    @ParameterizedTest
    @MethodSource("hops")
    void hop(Hop hop) {
        in("A", () -> hop.start(pools, seen::here));
        in("C", () -> hop.start(pools, seen::here));
        assertThat(seen.next(2)).containsExactlyInAnyOrder("A", "C");
    }

    static Stream<Hop> hops() {
        return Hop.all().filter(hop -> !hop.boundary().contains("Fixed"));
    }

    @DisplayName("a continuation still runs in the correlation of its registrar")
    @ParameterizedTest
    @MethodSource("continuations")
    void continuation(Continuation continuation) {
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> other = new CompletableFuture<>();
        in("A", () -> continuation.registration().register(one, other, pools.single(), seen::here));
        in("B", () -> one.complete("value"));
        in("C", () -> other.complete("value"));
        assertThat(seen.next()).isEqualTo("A");
    }

    static Stream<Continuation> continuations() {
        return Continuation.all().filter(continuation -> !continuation.name().startsWith("exceptionally"));
    }

    @DisplayName("an exception still tells of its hop")
    @Test
    void exception() {
        CompletableFuture<Object> future = in(
                "A",
                () -> CompletableFuture.supplyAsync(
                        () -> {
                            throw new IllegalStateException("boom");
                        },
                        pools.single()));
        assertThat(catchThrowable(future::join).getCause().getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("dev.whence.Async"));
    }
}
