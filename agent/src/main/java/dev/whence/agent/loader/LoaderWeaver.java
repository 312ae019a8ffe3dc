package dev.whence.agent.loader;

import dev.whence.agent.weave.CopyingWeaver;
import dev.whence.agent.weave.Sight;
import net.bytebuddy.jar.asm.ClassVisitor;

/**
 * A transformer of class loaders, which lets them find the runtime: see {@link dev.whence.runtime.jdk.LoaderHooks}.
 *
 * <p>It does not ask whether a class is a class loader. To know, it would need its superclasses, and so the very class
 * loaders that are in the middle of something. In any other class with such a method the added code does nothing.
 */
public final class LoaderWeaver extends CopyingWeaver {
    /** Creates a transformer. */
    public LoaderWeaver(Sight sight) {
        super("dev.whence.runtime.jdk.LoaderHooks", sight, "loadClass");
    }

    /** Returns whether a class that is loaded already is a class loader to be woven. */
    public static boolean mayWeave(Class<?> loaded) {
        return ClassLoader.class.isAssignableFrom(loaded)
                && loaded.getClassLoader() != null
                && loaded != LoaderWeaver.class.getClassLoader().getClass()
                && !loaded.isHidden();
    }

    @Override
    protected Copier copier(ClassVisitor next) {
        return new WovenLoader(next);
    }
}
