package dev.whence.agent.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that weaves classes of applications and libraries by what is in them, and not by their names.
 *
 * <p>Nothing is known of these classes beforehand, so nothing is expected of them. A class in which anything is unusual
 * stays as it is, alone, and without a message.
 */
public abstract class CopyingWeaver implements ClassFileTransformer {
    private final ConstantTexts signs;
    private final List<String> hooks;
    private final Sight sight;

    /** A copier of one class, which changes what is to be woven. */
    public abstract static class Copier extends ClassVisitor {
        /** Whether anything was found to be woven. */
        protected boolean isChanged;

        /** Whether the class file is of a version that has stack map frames. */
        protected boolean hasFrames;

        /** The internal name of the class. */
        protected String name = "";

        protected Copier(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String internalName,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            name = internalName;
            // The upper half is the minor version.
            hasFrames = (version & 0xffff) >= Opcodes.V1_6;
            super.visit(version, access, internalName, signature, superName, interfaces);
        }
    }

    /** Creates a transformer of classes that have one of some texts among their constants. Woven code calls these hooks. */
    protected CopyingWeaver(String hooks, Sight sight, String... signs) {
        this.signs = new ConstantTexts(signs);
        this.hooks = List.of(hooks);
        this.sight = sight;
    }

    /** Returns a copier of a class, which the next visitor gets. */
    protected abstract Copier copier(ClassVisitor next);

    /** Called when a class of a class loader was woven. */
    protected void woven(ClassLoader loader) {}

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
                || loader == CopyingWeaver.class.getClassLoader()) {
            return null;
        }
        try {
            return signs.in(bytes) != 0 ? woven(bytes, loader) : null;
        } catch (Throwable e) {
            return null;
        }
    }

    private byte @Nullable [] woven(byte[] bytes, ClassLoader loader) {
        ClassReader type = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(type, 0);
        Copier copier = copier(writer);
        type.accept(copier, 0);
        if (!copier.isChanged || !sight.has(loader, hooks)) {
            return null;
        }
        woven(loader);
        return writer.toByteArray();
    }
}
