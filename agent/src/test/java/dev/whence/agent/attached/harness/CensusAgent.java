package dev.whence.agent.attached.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * An agent that counts all futures of a JVM, beside ours. Several times a second it has ours look, and writes how many of them that
 * has seen. It begins when a dump has been made, which loads what looks.
 */
public final class CensusAgent implements ClassFileTransformer {
    private static final String FUTURE = Type.getInternalName(CompletableFuture.class);
    private static final String SURVEY = "dev.whence.agent.live.Survey";

    /** Returns the option by which a JVM is started with this agent, which writes into a file. */
    public static String option(Path folder, Path file) throws IOException {
        Path jar = jar(folder.resolve("census-agent.jar"), CensusAgent.class);
        Path boot = jar(folder.resolve("census.jar"), Census.class);
        return "-javaagent:" + jar + "=" + boot + "|" + file;
    }

    /** Makes a jar with one class, which finds ASM elsewhere. */
    private static Path jar(Path jar, Class<?> type) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                ClassReader.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        attributes.putValue("Premain-Class", CensusAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            add(out, type);
            for (Class<?> inner : type.getDeclaredClasses()) {
                add(out, inner);
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, Class<?> type) throws IOException {
        String name = Type.getInternalName(type) + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
            out.closeEntry();
        }
    }

    /** Called by the JVM with the path of the jar for the boot loader and that of the file. */
    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        String[] paths = argument.split("\\|", -1);
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(paths[0]));
        openTo(Census.class, instrumentation);
        instrumentation.addTransformer(new CensusAgent(), true);
        instrumentation.retransformClasses(CompletableFuture.class);
        Thread thread = new Thread(() -> write(instrumentation, Path.of(paths[1])), "census");
        thread.setDaemon(true);
        thread.start();
    }

    private static void openTo(Class<?> reader, Instrumentation instrumentation) {
        Module base = CompletableFuture.class.getModule();
        Map<String, Set<Module>> opened = Map.of(CompletableFuture.class.getPackageName(), Set.of(reader.getModule()));
        instrumentation.redefineModule(base, Set.of(), Map.of(), opened, Set.of(), Map.of());
    }

    private static void write(Instrumentation instrumentation, Path file) {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true)) {
            while (true) {
                Thread.sleep(100);
                for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                    if (type.getName().equals(SURVEY)) {
                        out.println(Census.compare(type));
                        break;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (!FUTURE.equals(name)) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Counting(writer), 0);
        return writer.toByteArray();
    }

    /** Calls {@link Census#born} at the end of the constructor of futures that are not complete. */
    private static final class Counting extends ClassVisitor {
        Counting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals("<init>") && descriptor.equals("()V") ? new AtEnd(next) : next;
        }
    }

    private static final class AtEnd extends MethodVisitor {
        AtEnd(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                visitVarInsn(Opcodes.ALOAD, 0);
                visitMethodInsn(
                        Opcodes.INVOKESTATIC, Type.getInternalName(Census.class), "born", "(L" + FUTURE + ";)V", false);
            }
            super.visitInsn(opcode);
        }
    }

    private CensusAgent() {}
}
