package dev.whence.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.WovenGlue;
import dev.whence.runtime.HookSwitch;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatchUpTest {
    /** Has one class, and what that needs cannot be linked. */
    private static final class Broken extends ClassLoader {
        Class<?> define(String name) {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
            byte[] bytes = writer.toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("java.")) {
                throw new NoClassDefFoundError(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @DisplayName("a library that is broken switches its hook off alone")
    @ParameterizedTest
    @CsvSource({
        "ch.qos.logback.classic.util.LogbackMDCAdapter, logback, org.slf4j.MDC",
        "io.opentelemetry.context.LazyStorage, OpenTelemetry, OpenTelemetryGlue"
    })
    void broken(String name, String hook, String missing) throws ClassNotFoundException {
        Class<?> loaded = new Broken().define(name);
        WovenGlue.catchUp(Class.forName(name, true, loaded.getClassLoader()));
        assertThat(HookSwitch.named(hook).reason()).contains(missing);
    }
}
