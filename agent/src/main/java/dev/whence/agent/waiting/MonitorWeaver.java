package dev.whence.agent.waiting;

import dev.whence.agent.weave.CopyingWeaver;
import dev.whence.agent.weave.Sight;
import net.bytebuddy.jar.asm.ClassVisitor;

/** A transformer of classes that wait for a monitor. What is woven is told by {@link WovenMonitor}. */
public final class MonitorWeaver extends CopyingWeaver {
    /** Creates a transformer. */
    public MonitorWeaver(Sight sight) {
        super("dev.whence.runtime.jdk.WaitHooks", sight, "wait");
    }

    @Override
    protected Copier copier(ClassVisitor next) {
        return new WovenMonitor(next);
    }
}
