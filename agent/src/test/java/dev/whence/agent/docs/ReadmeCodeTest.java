package dev.whence.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.docs.MarkdownPage.Block;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code in README.md is that of the demo, and what can be compiled. */
class ReadmeCodeTest {
    private static final String AROUND = """
            import dev.whence.context.*;
            import java.util.concurrent.*;

            abstract class Readme {
                interface Message {
                    void setHeader(String name, String value);

                    String getHeader(String name);
                }

                abstract void work();

                abstract void goOn();

                void api(String id, Runnable runnable, Runnable task, Executor executor, Message message, Exception exception) {
                    %s
                }
            }
            """;

    private static List<Block> blocks() {
        return MarkdownPage.of("README.md").blocks().stream()
                .filter(block -> block.kind().equals("java"))
                .toList();
    }

    @DisplayName("the code of the shop is in the demo")
    @Test
    void shop() throws IOException {
        Path checkout = MarkdownPage.ROOT.resolve("demo-app/src/main/java/dev/whence/demo/shop/Checkout.java");
        assertThat(withoutSpaces(Files.readString(checkout)))
                .contains(withoutSpaces(String.join("", blocks().get(0).lines())));
    }

    private static String withoutSpaces(String code) {
        return code.replaceAll("\\s", "");
    }

    @DisplayName("the lines of the API can be compiled")
    @Test
    void api(@TempDir Path folder) {
        String code = AROUND.formatted(String.join("\n", blocks().get(1).lines()));
        JavaFileObject source = new SimpleJavaFileObject(URI.create("mem:/Readme.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter faults = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        boolean isCompiled = compiler.getTask(faults, null, null, options, null, List.of(source))
                .call();
        assertThat(isCompiled).as(faults.toString()).isTrue();
    }
}
