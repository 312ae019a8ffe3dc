package dev.whence.demo.workshop;

import dev.whence.demo.jvm.DemoCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles code of exercises with the compiler of this JDK. */
final class CodeCompiler {
    private static final int MOST_FAULTS = 5;

    /** Whether this JVM is that of a JDK, and not of a runtime without tools. */
    static boolean isAvailable() {
        return ToolProvider.getSystemJavaCompiler() != null;
    }

    /**
     * Compiles files.
     *
     * @return what the compiler complains about, or an empty list
     * @throws IOException if there is no compiler, or if a file cannot be read or written
     */
    static List<String> compile(List<Path> files, Path classes) throws IOException {
        @Nullable JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("this Java has no compiler: " + System.getProperty("java.home")
                    + " is not a JDK. Use java of a JDK");
        }
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(faults, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none", "-g", "-d", classes.toString(), "-cp", DemoCode.classPath());
            boolean isCompiled = compiler.getTask(
                            null, manager, faults, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            return isCompiled ? List.of() : texts(faults.getDiagnostics());
        }
    }

    private static List<String> texts(List<Diagnostic<? extends JavaFileObject>> faults) {
        return faults.stream()
                .filter(fault -> fault.getKind() == Diagnostic.Kind.ERROR)
                .limit(MOST_FAULTS)
                .map(CodeCompiler::text)
                .toList();
    }

    private static String text(Diagnostic<? extends JavaFileObject> fault) {
        String message = fault.getMessage(Locale.ROOT).strip();
        JavaFileObject source = fault.getSource();
        return source == null
                ? message
                : "%s:%d: %s".formatted(Path.of(source.getName()).getFileName(), fault.getLineNumber(), message);
    }

    private CodeCompiler() {}
}
