package dev.whence.agent.waiting;

import dev.whence.agent.weave.ConstantTexts;
import dev.whence.agent.weave.Sight;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that weaves the classes of applications and libraries that wait for a monitor. What is woven is told by
 * {@link WovenMonitor}.
 *
 * <p>Nothing is known of these classes beforehand, so nothing is expected of them. A class in which anything is unusual
 * stays as it is, alone, and without a message.
 */
public final class MonitorWeaver implements ClassFileTransformer {
    private static final ConstantTexts WAIT = new ConstantTexts("wait");
    private static final List<String> HOOKS = List.of("dev.whence.runtime.jdk.WaitHooks");

    private final Sight sight;

    /** Creates a transformer. */
    public MonitorWeaver(Sight sight) {
        this.sight = sight;
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null
                || loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || loader == MonitorWeaver.class.getClassLoader()) {
            return null;
        }
        try {
            return WAIT.in(bytes) != 0 ? woven(bytes, loader) : null;
        } catch (Throwable e) {
            return null;
        }
    }

    private byte @Nullable [] woven(byte[] bytes, ClassLoader loader) {
        ClassReader type = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(type, 0);
        WovenMonitor woven = new WovenMonitor(writer);
        type.accept(woven, 0);
        return woven.isChanged() && sight.has(loader, HOOKS) ? writer.toByteArray() : null;
    }
}
