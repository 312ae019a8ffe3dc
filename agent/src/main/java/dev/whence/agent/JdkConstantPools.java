package dev.whence.agent;

import dev.whence.runtime.ConstantPools;
import jdk.internal.access.SharedSecrets;
import jdk.internal.reflect.ConstantPool;
import org.jspecify.annotations.Nullable;

/** Constant pools as the JDK shows them to itself. */
final class JdkConstantPools extends ConstantPools {
    /** Gives the runtime this access. */
    static void install() {
        announce(new JdkConstantPools());
    }

    @Override
    protected Object of(Class<?> type) {
        return SharedSecrets.getJavaLangAccess().getConstantPool(type);
    }

    @Override
    protected int size(Object pool) {
        return ((ConstantPool) pool).getSize();
    }

    @Override
    protected String tag(Object pool, int index) {
        return ((ConstantPool) pool).getTagAt(index).name();
    }

    @Override
    protected String[] method(Object pool, int index) {
        return ((ConstantPool) pool).getMemberRefInfoAt(index);
    }

    @Override
    protected @Nullable Class<?> owner(Object pool, int index) {
        return ((ConstantPool) pool).getClassAtIfLoaded(((ConstantPool) pool).getClassRefIndexAt(index));
    }
}
