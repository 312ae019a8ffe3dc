package dev.whence.agent.loader;

import dev.whence.agent.weave.ConstantTexts;
import dev.whence.agent.weave.Sight;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;

/**
 * A transformer of class loaders, which lets them find the runtime: see {@link dev.whence.runtime.jdk.LoaderHooks}.
 *
 * <p>It does not ask whether a class is a class loader. To know, it would need its superclasses, and so the very class
 * loaders that are in the middle of something. In any other class with such a method the added code does nothing.
 */
public final class LoaderWeaver implements ClassFileTransformer {
    private static final ConstantTexts LOAD_CLASS = new ConstantTexts("loadClass");
    private static final List<String> HOOKS = List.of("dev.whence.runtime.jdk.LoaderHooks");

    private final Sight sight;

    /** Creates a transformer. */
    public LoaderWeaver(Sight sight) {
        this.sight = sight;
    }

    /** Returns whether a class that is loaded already is a class loader to be woven. */
    public static boolean mayWeave(Class<?> loaded) {
        return ClassLoader.class.isAssignableFrom(loaded)
                && loaded.getClassLoader() != null
                && loaded != LoaderWeaver.class.getClassLoader().getClass()
                && !loaded.isHidden();
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || loader == null || loader == LoaderWeaver.class.getClassLoader()) {
            return null;
        }
        try {
            return LOAD_CLASS.in(bytes) != 0 ? woven(bytes, loader) : null;
        } catch (Throwable e) {
            return null;
        }
    }

    private byte @Nullable [] woven(byte[] bytes, ClassLoader loader) {
        ClassReader type = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(type, 0);
        WovenLoader woven = new WovenLoader(writer);
        type.accept(woven, 0);
        return woven.isChanged() && sight.has(loader, HOOKS) ? writer.toByteArray() : null;
    }
}
