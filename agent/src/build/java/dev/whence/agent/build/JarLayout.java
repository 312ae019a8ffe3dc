package dev.whence.agent.build;

import com.fasterxml.jackson.core.JsonFactory;
import dev.whence.agent.WovenGlue;
import dev.whence.agent.weave.LibraryTypes;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the agent's jar: one class at the root, and all other classes as data.
 *
 * <p>The build runs this class after it has compiled the agent. An application that has the jar on its class path must
 * not find the agent's classes there, so they are no class files of the jar. There is one data file for each class
 * loader that they are defined into: to find an entry of a jar costs more than to read it, and the agent reads them
 * while the application waits for its {@code main}.
 */
public final class JarLayout {
    /** What libraries of an application call by themselves stays in the application. */
    private static final Set<String> OF_APPLICATION = Set.of("dev.whence.opentelemetry", "dev.whence.micrometer");

    /** One class of each library of others of which the jar contains a part. */
    private static final List<Class<?>> CARRIED =
            List.of(ClassReader.class, picocli.CommandLine.class, JsonFactory.class);

    private static final String HIDDEN_NAME = "dev.whence.runtime.Hidden";
    private static final String LIVE = "dev.whence.agent.live.";
    private static final String FINDINGS = "dev.whence.agent.findings.";
    private static final String GLUE = "dev.whence.glue.";
    private static final String HIDDEN = "Ldev/whence/runtime/Hidden;";
    private static final String HIDDEN_OF_JVM = "Ljdk/internal/vm/annotation/Hidden;";

    /** Arguments: the agent's classes, the folder to fill, the version, the project's licence. */
    public static void main(String[] arguments) throws Exception {
        Path classes = Path.of(arguments[0]);
        Path layout = Path.of(arguments[1]);
        Path data = Files.createDirectories(layout.resolve("whence"));
        Path root = Files.createDirectories(layout.resolve("dev/whence/agent"));
        Files.write(root.resolve("Agent.class"), Files.readAllBytes(classes.resolve("dev/whence/agent/Agent.class")));
        Files.write(data.resolve("agent.bin"), blob(agentClasses(classes)));
        Files.write(data.resolve("cli.bin"), blob(commandLineClasses(classes)));
        Files.write(data.resolve("live.bin"), blob(liveClasses(classes)));
        Files.write(data.resolve("logs.bin"), blob(logReaderClasses()));
        Files.write(data.resolve("runtime.bin"), blob(runtimeClasses()));
        Files.write(data.resolve("logback.bin"), blob(logbackClasses()));
        Files.write(data.resolve("glue.bin"), blob(glueClasses(classes)));
        Files.write(data.resolve("libraries"), LibraryTypes.index(groups()));
        Files.writeString(data.resolve("version"), arguments[2], StandardCharsets.US_ASCII);
        Licences.copy(Path.of(arguments[3]), CARRIED, Files.createDirectories(layout.resolve("META-INF")));
    }

    /** The groups of woven types, each with all its types, however the agent starts. */
    private static List<List<WovenType>> groups() {
        List<List<WovenType>> all = new ArrayList<>();
        for (Start start : Start.values()) {
            List<List<WovenType>> groups = WovenGlue.groups(start);
            for (int number = 0; number < groups.size(); number++) {
                if (number == all.size()) {
                    all.add(new ArrayList<>());
                }
                all.get(number).addAll(groups.get(number));
            }
        }
        return all;
    }

    private static Map<String, byte[]> agentClasses(Path classes) throws IOException, URISyntaxException {
        Map<String, byte[]> all = new TreeMap<>();
        Code.collect(classes, name -> name.startsWith("dev.whence.agent.") && !isElsewhere(name), all);
        Code.collect(Code.of(ClassReader.class), JarLayout::isAsmCore, all);
        return all;
    }

    private static Map<String, byte[]> commandLineClasses(Path classes) throws IOException, URISyntaxException {
        Map<String, byte[]> all = new TreeMap<>();
        Code.collect(classes, name -> name.contains(".cli."), all);
        Code.collect(Code.of(picocli.CommandLine.class), name -> name.startsWith("picocli."), all);
        return all;
    }

    /** The commands for logs with their resources, and the library by which they read JSON. */
    private static Map<String, byte[]> logReaderClasses() throws IOException, URISyntaxException {
        Map<String, byte[]> all = new TreeMap<>();
        Path logs = Code.of(dev.whence.log.cli.Logs.class);
        Code.collect(logs, name -> name.startsWith("dev.whence.log."), all);
        Code.collectResources(logs, "dev/whence/log/", all);
        Code.collect(Code.of(JsonFactory.class), name -> name.startsWith("com.fasterxml.jackson.core."), all);
        return all;
    }

    private static Map<String, byte[]> liveClasses(Path classes) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        Code.collect(classes, JarLayout::isLive, all);
        return all;
    }

    private static boolean isElsewhere(String name) {
        return name.equals("dev.whence.agent.Agent") || name.contains(".cli.") || isLive(name);
    }

    private static boolean isLive(String name) {
        return name.startsWith(LIVE) || name.startsWith(FINDINGS);
    }

    private static Map<String, byte[]> glueClasses(Path classes) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        Code.collect(classes, name -> name.startsWith(GLUE), all);
        // The servlet API as it was called before Jakarta EE 9.
        all.putAll(renamed(all, "Jakarta", "Javax", "jakarta/servlet/", "javax/servlet/"));
        // OpenTelemetry's agent has OpenTelemetry in the boot loader, under other names.
        String shaded = "io/opentelemetry/javaagent/shaded/io/opentelemetry/";
        all.putAll(renamed(all, "OpenTelemetryGlue", "ShadedOpenTelemetryGlue", "io/opentelemetry/", shaded));
        return supertypesFirst(all);
    }

    /** Copies of the glue whose names begin in one way, for the same library under other names. */
    private static Map<String, byte[]> renamed(
            Map<String, byte[]> glue, String name, String newName, String library, String newLibrary) {
        Remapper names = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String type) {
                return type.startsWith(library)
                        ? newLibrary + type.substring(library.length())
                        : type.replace(GLUE.replace('.', '/') + name, GLUE.replace('.', '/') + newName);
            }
        };
        Map<String, byte[]> copies = new TreeMap<>();
        for (Map.Entry<String, byte[]> one : glue.entrySet()) {
            if (one.getKey().startsWith(GLUE + name)) {
                ClassWriter writer = new ClassWriter(0);
                new ClassReader(one.getValue()).accept(new ClassRemapper(writer, names), 0);
                copies.put(GLUE + newName + one.getKey().substring((GLUE + name).length()), writer.toByteArray());
            }
        }
        return copies;
    }

    private static boolean isAsmCore(String name) {
        String packageName = "net.bytebuddy.jar.asm.";
        return name.startsWith(packageName) && name.indexOf('.', packageName.length()) < 0;
    }

    /** The runtime, supertypes first, with the JVM's own annotation for hidden frames. */
    private static Map<String, byte[]> runtimeClasses() throws IOException, URISyntaxException {
        Map<String, byte[]> all = new TreeMap<>();
        Code.collect(Code.of(dev.whence.Async.class), name -> !isOfApplication(name) && !name.equals(HIDDEN_NAME), all);
        return supertypesFirst(all);
    }

    private static boolean isOfApplication(String name) {
        return OF_APPLICATION.contains(name.substring(0, name.lastIndexOf('.')));
    }

    private static Map<String, byte[]> logbackClasses() throws IOException, URISyntaxException {
        Map<String, byte[]> all = new TreeMap<>();
        Code.collect(Code.of(dev.whence.logback.AgentGlue.class), name -> true, all);
        return supertypesFirst(all);
    }

    private static Map<String, byte[]> supertypesFirst(Map<String, byte[]> all) {
        Map<String, byte[]> ordered = new LinkedHashMap<>();
        for (String name : all.keySet()) {
            addAfterSupertypes(name, all, ordered);
        }
        return ordered;
    }

    private static void addAfterSupertypes(String name, Map<String, byte[]> all, Map<String, byte[]> ordered) {
        byte[] bytes = all.get(name);
        if (bytes == null || ordered.containsKey(name)) {
            return;
        }
        ClassReader reader = new ClassReader(bytes);
        addAfterSupertypes(reader.getSuperName().replace('/', '.'), all, ordered);
        for (String implemented : reader.getInterfaces()) {
            addAfterSupertypes(implemented.replace('/', '.'), all, ordered);
        }
        ordered.put(name, withHiddenFrames(reader));
    }

    private static byte[] withHiddenFrames(ClassReader reader) {
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return hidden(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static MethodVisitor hidden(MethodVisitor method) {
        return new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return super.visitAnnotation(type.equals(HIDDEN) ? HIDDEN_OF_JVM : type, visible);
            }
        };
    }

    private static byte[] blob(Map<String, byte[]> classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private JarLayout() {}
}
