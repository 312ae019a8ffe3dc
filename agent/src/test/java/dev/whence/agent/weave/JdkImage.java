package dev.whence.agent.weave;

import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** The class files of an installed JDK, which is not the one that runs the test; and those of the runtime. */
final class JdkImage implements AutoCloseable {
    private final FileSystem files;
    private final Map<String, Shape> shapes = new HashMap<>();

    JdkImage(Jdk jdk) throws IOException {
        files = FileSystems.newFileSystem(
                URI.create("jrt:/"), Map.of("java.home", jdk.home().toString()));
    }

    /** A class file by the internal name of its class, if the JDK has it. */
    Optional<byte[]> read(String name) {
        Path modules = files.getPath(
                "packages",
                name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.'));
        if (!Files.isDirectory(modules)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> those = Files.newDirectoryStream(modules)) {
            for (Path module : those) {
                Path file = files.getPath("modules", module.getFileName().toString(), name + ".class");
                if (Files.exists(file)) {
                    return Optional.of(Files.readAllBytes(file));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a class declares and extends. */
    Shape shape(String name) {
        return shapes.computeIfAbsent(name, missing -> Shape.of(read(name).orElseGet(() -> ofRuntime(name))));
    }

    private static byte[] ofRuntime(String name) {
        try (InputStream in = JdkImage.class.getResourceAsStream("/" + name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("there is no class " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a class has a field or method of its own or inherits it. */
    boolean has(@Nullable String owner, String member) {
        if (owner == null) {
            return false;
        }
        Shape shape = shape(owner);
        return shape.members.contains(member)
                || has(shape.superName, member)
                || shape.interfaces.stream().anyMatch(one -> has(one, member));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /** What is known of a class. */
    static final class Shape extends ClassVisitor {
        boolean isInterface;

        @Nullable String superName;

        private final Set<String> interfaces = new HashSet<>();
        private final Set<String> members = new HashSet<>();

        private Shape() {
            super(Opcodes.ASM9);
        }

        static Shape of(byte[] bytes) {
            Shape shape = new Shape();
            new ClassReader(bytes).accept(shape, ClassReader.SKIP_CODE);
            return shape;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String extended,
                String[] implemented) {
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            superName = extended;
            for (String one : implemented) {
                interfaces.add(one);
            }
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            members.add(name + descriptor);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            members.add(name + descriptor);
            return null;
        }
    }
}
