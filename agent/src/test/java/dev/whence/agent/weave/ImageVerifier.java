package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/** Checks methods as the JVM does when it has no stack map frames, with the types of a JDK's class files. */
final class ImageVerifier extends SimpleVerifier {
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final JdkImage image;

    private ImageVerifier(JdkImage image, ClassNode type) {
        super(
                Opcodes.ASM9,
                Type.getObjectType(type.name),
                Type.getObjectType(type.superName),
                type.interfaces.stream().map(Type::getObjectType).toList(),
                (type.access & Opcodes.ACC_INTERFACE) != 0);
        this.image = image;
    }

    /** What is wrong in the methods of a class that have points. */
    static List<String> faults(JdkImage image, byte[] woven, List<Point> points) {
        ClassNode type = new ClassNode();
        new ClassReader(ofKnownVersion(woven)).accept(type, 0);
        List<String> faults = new ArrayList<>();
        for (MethodNode method : type.methods) {
            if (points.stream().anyMatch(point -> point.isIn(method.access, method.name, method.desc))) {
                try {
                    new Analyzer<>(new ImageVerifier(image, type)).analyze(type.name, method);
                } catch (AnalyzerException e) {
                    faults.add(type.name + "." + method.name + method.desc + ": " + e.getMessage());
                }
            }
        }
        return faults;
    }

    /** This ASM is not always as new as a JDK, whose version makes no difference to the methods. */
    private static byte[] ofKnownVersion(byte[] type) {
        byte[] known = type.clone();
        known[7] = (byte) Math.min(known[7], Opcodes.V17);
        return known;
    }

    @Override
    protected boolean isInterface(Type type) {
        return type.getSort() == Type.OBJECT && image.shape(type.getInternalName()).isInterface;
    }

    @Override
    protected @Nullable Type getSuperClass(Type type) {
        if (type.getSort() == Type.ARRAY) {
            return OBJECT;
        }
        String superName = image.shape(type.getInternalName()).superName;
        return superName == null ? null : Type.getObjectType(superName);
    }

    /** An interface can be assigned whatever is an object, as for the JVM. */
    @Override
    protected boolean isAssignableFrom(Type to, Type from) {
        if (to.equals(from) || to.equals(OBJECT) || isInterface(to)) {
            return true;
        }
        if (to.getSort() == Type.ARRAY && from.getSort() == Type.ARRAY) {
            return isAssignableFrom(elements(to), elements(from));
        }
        for (Type type = from; type != null && type.getSort() == Type.OBJECT; type = getSuperClass(type)) {
            if (type.equals(to)) {
                return true;
            }
        }
        return false;
    }

    private static Type elements(Type array) {
        return Type.getType(array.getDescriptor().substring(1));
    }
}
