package dev.whence.agent.library;

import dev.whence.agent.weave.CopyingWeaver;
import dev.whence.agent.weave.Sight;
import dev.whence.runtime.HookSwitch;
import net.bytebuddy.jar.asm.ClassVisitor;

/** A transformer of classes with methods that the program marks as points of a hop: see {@link WovenAnnotations}. */
public final class AnnotationWeaver extends CopyingWeaver {
    /** The name of the hook. */
    public static final String HOOK = "Async annotations";

    /** Creates a transformer. */
    public AnnotationWeaver(Sight sight) {
        super("dev.whence.runtime.library.AnnotationHooks", sight, WovenAnnotations.SCHEDULE, WovenAnnotations.EXECUTE);
    }

    @Override
    protected Copier copier(ClassVisitor next) {
        return new WovenAnnotations(next);
    }

    @Override
    protected void woven(ClassLoader loader) {
        HookSwitch.named(HOOK).woven(loader, false);
    }
}
