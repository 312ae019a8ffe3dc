package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** The weaving of one type: which of its points are there, and what of it is lost. */
final class Weaving {
    static final int ASM = Opcodes.ASM9;

    private final WovenType type;
    private final List<Need> needs;
    private final Set<String> fieldless;
    private final Set<String> methods = new HashSet<>();
    private final List<Point> chosen = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    /** The weaving on a version of the JDK; {@code fieldless} are the classes that cannot be given a field. */
    Weaving(WovenType type, int jdk, Set<String> fieldless) {
        this.type = type;
        this.needs = type.needs(jdk);
        this.fieldless = fieldless;
    }

    /** The class with its points. */
    byte[] weave(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        List<Point> all = new ArrayList<>();
        for (Need need : needs) {
            all.addAll(need.points());
        }
        Set<Point> spliced = new HashSet<>();
        byte[] woven = weave(reader, all, spliced);
        Set<Point> found = new HashSet<>(spliced);
        found.removeIf(point -> !point.isGiven(methods));
        choose(found);
        return chosen.size() == spliced.size() ? woven : weave(reader, chosen, spliced);
    }

    private byte[] weave(ClassReader reader, List<Point> points, Set<Point> found) {
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new WovenClass(writer, points, found), 0);
        return writer.toByteArray();
    }

    private void choose(Set<Point> found) {
        StringBuilder missing = new StringBuilder();
        for (Need need : needs) {
            Point choice = need.choice(found);
            if (choice != null) {
                chosen.add(choice);
            } else if (!need.lost().isEmpty()) {
                lost.add(need.lost());
            } else {
                missing.append(missing.length() == 0 ? "" : ", ")
                        .append(need.points().get(0).method);
            }
        }
        if (missing.length() > 0) {
            throw new IllegalStateException(type.name() + " is not as expected: " + missing);
        }
    }

    /** What the hook does without. */
    List<String> lost() {
        return lost;
    }

    /** The points that were taken. */
    List<Point> chosen() {
        return chosen;
    }

    /** The classes of the runtime that the points call. */
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

        WovenClass(ClassVisitor next, List<Point> points, Set<Point> found) {
            super(ASM, next);
            this.points = points;
            this.found = found;
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
                if (point.isIn(name, descriptor)) {
                    ofMethod.add(point);
                }
            }
            return ofMethod.isEmpty() ? next : new Splicer(next, type.name(), ofMethod, found, fieldless);
        }

        @Override
        public void visitEnd() {
            if (type.hasField && !fieldless.contains(type.name())) {
                int access = type.fieldAccess | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT;
                super.visitField(access, Point.FIELD, "Ljava/lang/Object;", null, null)
                        .visitEnd();
            }
            super.visitEnd();
        }
    }
}
