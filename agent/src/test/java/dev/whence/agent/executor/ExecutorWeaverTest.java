package dev.whence.agent.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.weave.Sight;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorWeaverTest {
    /** Another than that of the agent, of a kind that is asked for class files. */
    private static final ClassLoader LOADER = new URLClassLoader(new URL[0], ExecutorWeaverTest.class.getClassLoader());

    /** Knows of no loaded class. */
    private static final Instrumentation INSTRUMENTATION = (Instrumentation) Proxy.newProxyInstance(
            ExecutorWeaverTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> new Class<?>[0]);

    private static byte @Nullable [] woven(String name, byte[] bytes) {
        return ExecutorWeaver.atLoad(new Sight(Set.of()), INSTRUMENTATION, () -> {})
                .transform(ExecutorWeaverTest.class.getModule(), LOADER, name, null, null, bytes);
    }

    private static byte @Nullable [] woven(String name) throws IOException {
        return woven(name, bytes(name));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = LOADER.getResourceAsStream(name + ".class")) {
            return in.readAllBytes();
        }
    }

    @DisplayName("executors, and classes that run tasks for one")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev/whence/agent/attached/OwnExecutors$WithLambda",
                "dev/whence/agent/attached/OwnExecutors$WithWorker$Worker",
                "dev/whence/agent/attached/OwnExecutors$WorkerBeside",
                "dev/whence/agent/attached/OwnPoolWorker",
                "dev/whence/agent/attached/base/TaskSink",
                "dev/whence/agent/attached/base/TaskLoop",
                "io/netty/util/concurrent/AbstractEventExecutor",
                "io/netty/util/concurrent/SingleThreadEventExecutor",
                "org/apache/tomcat/util/threads/ThreadPoolExecutor",
                "org/eclipse/jetty/util/thread/QueuedThreadPool",
                "com/google/common/util/concurrent/SequentialExecutor$QueueWorker"
            })
    void areWoven(String name) throws IOException {
        assertThat(woven(name)).isNotNull();
    }

    @DisplayName("classes that have to do with runnables, and not with an executor")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev/whence/agent/attached/Thrower",
                "io/netty/util/concurrent/FastThreadLocalRunnable",
                "org/apache/catalina/core/AsyncContextImpl$RunnableWrapper",
                "com/google/common/util/concurrent/Callables"
            })
    void areLeftAlone(String name) throws IOException {
        assertThat(woven(name)).isNull();
    }

    @Test
    @DisplayName("a class that is woven already")
    void onlyOnce() throws IOException {
        String name = "dev/whence/agent/attached/OwnExecutors$WithLambda";
        byte[] once = Objects.requireNonNull(woven(name));
        assertThat(woven(name, once)).isNull();
    }

    @Test
    @DisplayName("what is not a class file, or one of a version to come")
    void garbage() throws IOException {
        assertThat(woven("Garbage", "garbage".getBytes(StandardCharsets.US_ASCII)))
                .isNull();
        byte[] bytes = bytes("dev/whence/agent/attached/OwnExecutors$WithLambda");
        bytes[7] = 127;
        assertThat(woven("dev/whence/agent/attached/OwnExecutors$WithLambda", bytes))
                .isNull();
    }

    @DisplayName("class files of old versions, with subroutines or without stack map frames, pass the verifier")
    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6})
    void oldVersions(int version) throws ReflectiveOperationException {
        byte[] bytes = Objects.requireNonNull(woven("Old", old(version)));
        Class<?> type = new ClassLoader(LOADER) {
            Class<?> define() {
                return defineClass("Old", bytes, 0, bytes.length);
            }
        }.define();
        Constructor<?> constructor = type.getConstructor();
        List<String> ran = new ArrayList<>();
        ((Executor) constructor.newInstance()).execute(() -> ran.add("ran"));
        assertThat(ran).containsExactly("ran", "ran");
    }

    /** An executor that runs its task twice, in a subroutine if there were any at that time. */
    private static byte[] old(int version) {
        ClassWriter type = new ClassWriter(0);
        type.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "Old", null, "java/lang/Object", new String[] {
            "java/util/concurrent/Executor"
        });
        MethodVisitor init = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(1, 1);
        init.visitEnd();
        MethodVisitor execute = type.visitMethod(Opcodes.ACC_PUBLIC, "execute", "(Ljava/lang/Runnable;)V", null, null);
        execute.visitCode();
        if (version < Opcodes.V1_6) {
            Label subroutine = new Label();
            execute.visitJumpInsn(Opcodes.JSR, subroutine);
            execute.visitJumpInsn(Opcodes.JSR, subroutine);
            execute.visitInsn(Opcodes.RETURN);
            execute.visitLabel(subroutine);
            execute.visitVarInsn(Opcodes.ASTORE, 2);
            run(execute);
            execute.visitVarInsn(Opcodes.RET, 2);
        } else {
            run(execute);
            run(execute);
            execute.visitInsn(Opcodes.RETURN);
        }
        execute.visitMaxs(1, 3);
        execute.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private static void run(MethodVisitor method) {
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true);
    }
}
