package dev.whence.agent.weave;

import dev.whence.runtime.HookSwitch;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Splices the points of the woven types into their classes as these are loaded.
 *
 * <p>Each point must be found, or the class stays as it is and its hook is switched off: a hook works as a whole or not
 * at all.
 */
public final class Weaver implements ClassFileTransformer {
    static final int ASM = Opcodes.ASM9;

    private final Map<String, List<WovenType>> types;
    private final GlueClasses glue;
    private final boolean isForBootLoader;

    private Weaver(List<WovenType> types, GlueClasses glue, boolean isForBootLoader) {
        this.types = byName(types);
        this.glue = glue;
        this.isForBootLoader = isForBootLoader;
    }

    /** A weaver of types of the boot loader. */
    public static Weaver ofBootLoader(List<WovenType> types, GlueClasses glue) {
        return new Weaver(types, glue, true);
    }

    /** A weaver of types of all other class loaders. */
    public static Weaver ofOthers(List<WovenType> types, GlueClasses glue) {
        return new Weaver(types, glue, false);
    }

    /** Woven types by the name of their class; several hooks may share one. */
    public static Map<String, List<WovenType>> byName(List<WovenType> types) {
        Map<String, List<WovenType>> byName = new HashMap<>();
        for (WovenType type : types) {
            List<WovenType> ofName = byName.get(type.name());
            if (ofName == null) {
                ofName = new ArrayList<>();
                byName.put(type.name(), ofName);
            }
            ofName.add(type);
        }
        return byName;
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        List<WovenType> ofName = name == null || isForBootLoader != (loader == null) ? null : types.get(name);
        if (ofName == null) {
            return null;
        }
        byte[] woven = null;
        for (WovenType type : ofName) {
            byte[] next = weave(type, module, loader, woven == null ? bytes : woven, redefined == null);
            woven = next == null ? woven : next;
        }
        return woven;
    }

    private byte @Nullable [] weave(
            WovenType type, Module module, @Nullable ClassLoader loader, byte[] bytes, boolean isLoading) {
        HookSwitch hook = HookSwitch.named(type.hook());
        if (!hook.isOn()) {
            return null;
        }
        try {
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, 0);
            Set<Point> found = new HashSet<>();
            reader.accept(new WovenClass(writer, type, found, isLoading), 0);
            for (Point point : type.points) {
                if (!found.contains(point)) {
                    throw new IllegalStateException(type.name() + "." + point.method + " is not as expected");
                }
            }
            glue.define(type.glue, loader, module);
            return writer.toByteArray();
        } catch (Throwable e) {
            hook.off(e.toString());
            System.err.println("whence: the hook " + type.hook() + " is off: " + e);
            return null;
        }
    }

    private static final class WovenClass extends ClassVisitor {
        private final WovenType type;
        private final Set<Point> found;
        private final boolean isLoading;

        WovenClass(ClassVisitor next, WovenType type, Set<Point> found, boolean isLoading) {
            super(ASM, next);
            this.type = type;
            this.found = found;
            this.isLoading = isLoading;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            List<Point> points = new ArrayList<>();
            for (Point point : type.points) {
                if (point.isIn(name, descriptor)) {
                    points.add(point);
                }
            }
            return points.isEmpty() ? next : new Splicer(next, type.name(), points, found);
        }

        @Override
        public void visitEnd() {
            if (type.hasField && isLoading) {
                int access = type.fieldAccess | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT;
                super.visitField(access, Point.FIELD, "Ljava/lang/Object;", null, null)
                        .visitEnd();
            }
            super.visitEnd();
        }
    }
}
