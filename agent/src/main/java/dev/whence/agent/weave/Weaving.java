package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The weaving of one type into one class file.
 *
 * <p>The versions of a JDK or of a library differ, and a type may have alternative points for them. Which of the
 * alternatives a class has is known only after it was read to its end. So the first pass splices all points and notes
 * which were found. In nearly all cases these are exactly the ones to take, and its result is the result. Otherwise a
 * second pass splices the chosen ones only.
 *
 * <p>Methods without points are not even parsed: ASM copies their bytes, as the class writer is made from the reader
 * and the visitor of such a method is the writer's own.
 */
final class Weaving {
    static final int ASM = Opcodes.ASM9;

    private final WovenType type;
    private final List<Need> needs;
    private final Set<String> fieldless;

    /** The methods of the class, by name and descriptor. */
    private final Set<String> methods = new HashSet<>();

    /** The points to take: for each need one. */
    private final List<Point> chosen = new ArrayList<>();

    /** What the hook does without, since no alternative was found. */
    private final List<String> lost = new ArrayList<>();

    /**
     * Creates a weaving.
     *
     * @param jdk the version of the JDK
     * @param fieldless the internal names of the classes that cannot be given a field
     */
    Weaving(WovenType type, int jdk, Set<String> fieldless) {
        this.type = type;
        this.needs = type.needs(jdk);
        this.fieldless = fieldless;
    }

    /**
     * Returns the woven class file.
     *
     * @throws IllegalStateException if a point is missing that the hook cannot do without
     */
    byte[] weave(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        List<Point> all = new ArrayList<>();
        for (Need need : needs) {
            all.addAll(need.points());
        }
        Set<Point> spliced = new HashSet<>();
        byte[] woven = weave(reader, all, spliced);
        Set<Point> found = new HashSet<>();
        for (Point point : spliced) {
            // A condition may name a method that comes after the point, so it is looked at after the first pass.
            if (point.isGiven(methods)) {
                found.add(point);
            }
        }
        choose(found);
        return chosen.size() == spliced.size() ? woven : weave(reader, chosen, spliced);
    }

    private byte[] weave(ClassReader reader, List<Point> points, Set<Point> found) {
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new WovenClass(writer, points, found), 0);
        return writer.toByteArray();
    }

    /** Chooses one point for each need. */
    private void choose(Set<Point> found) {
        Set<String> missing = new LinkedHashSet<>();
        for (Need need : needs) {
            Point choice = need.choice(found);
            if (choice != null) {
                chosen.add(choice);
            } else if (!need.lost().isEmpty()) {
                lost.add(need.lost());
            } else {
                missing.add(need.points().get(0).method);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(type.name() + " is not as expected: " + String.join(", ", missing));
        }
    }

    /** Returns what the hook does without, in words for the user. */
    List<String> lost() {
        return lost;
    }

    /** Returns the points that were taken. */
    List<Point> chosen() {
        return chosen;
    }

    /** Returns the names of the runtime's classes that the points call. */
    Set<String> calledHooks() {
        Set<String> called = new HashSet<>();
        for (Point point : chosen) {
            called.addAll(point.calledHooks());
        }
        return called;
    }

    private final class WovenClass extends ClassVisitor {
        private final List<Point> points;
        private final Set<Point> found;
        private boolean hasFrames;

        WovenClass(ClassVisitor next, List<Point> points, Set<Point> found) {
            super(ASM, next);
            this.points = points;
            this.found = found;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            if (type.hasField && (access & Opcodes.ACC_INTERFACE) != 0) {
                throw new IllegalStateException(name + " is an interface, which cannot carry anything");
            }
            // The upper half is the minor version.
            hasFrames = (version & 0xFFFF) >= Opcodes.V1_6;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            if (type.hasField && name.equals(Point.FIELD)) {
                throw new IllegalStateException("another hook carries something in " + type.name());
            }
            return super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            methods.add(name + descriptor);
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            List<Point> ofMethod = new ArrayList<>();
            for (Point point : points) {
                if (point.isIn(access, name, descriptor)) {
                    ofMethod.add(point);
                }
            }
            return ofMethod.isEmpty()
                    ? next
                    : new Splicer(
                            next, type.name(), new Locals(access, descriptor), ofMethod, found, fieldless, hasFrames);
        }

        @Override
        public void visitEnd() {
            if (type.hasField && !fieldless.contains(type.name())) {
                // Synthetic, so that reflection tools and compilers leave it out; transient, so that serialisation
                // does.
                int access = type.fieldAccess | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT;
                super.visitField(access, Point.FIELD, "Ljava/lang/Object;", null, null)
                        .visitEnd();
            }
            super.visitEnd();
        }
    }
}
