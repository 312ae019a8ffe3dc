package dev.whence.demo;

import dev.whence.demo.jvm.Jdk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged shop with the agent, in a separate JVM, and the commands of the agent's jar about it. */
final class RunningShop implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("The shop is open at (\\S+)\\.");

    private final Jdk jdk;
    private final Path folder;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningShop(Jdk jdk, Path folder, Process process) {
        this.jdk = jdk;
        this.folder = folder;
        this.process = process;
    }

    static RunningShop start(Jdk jdk, Path folder) throws IOException {
        Path out = folder.resolve("shop");
        List<String> command = List.of(
                jdk.java().toString(), DemoRun.agent(""), "-jar", DemoRun.jar("whence.demo"), "serve", "--port", "0");
        Process process = DemoRun.process(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        RunningShop shop = new RunningShop(jdk, folder, process);
        DemoRun.await(() -> Files.readString(out).contains("Ctrl-C") || !process.isAlive());
        return shop;
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal to the gateway, which is a process of the shop. */
    void signalGateway(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(gatewayPid())).start().waitFor();
    }

    long gatewayPid() {
        return process.children().findFirst().orElseThrow().pid();
    }

    /** Places an order, as the curl command does that the shop prints. */
    CompletableFuture<Integer> order(int id) throws IOException {
        Matcher address = ADDRESS.matcher(Files.readString(folder.resolve("shop")));
        if (!address.find()) {
            throw new IOException("The shop is not open");
        }
        String order = "{\"id\":" + id + ",\"item\":\"lamp\",\"quantity\":2,\"card\":\"4111-1111\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.group(1)))
                .header("X-Correlation-ID", "order-" + id)
                .POST(BodyPublishers.ofString(order))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
    }

    /** Returns what a command of the agent's jar prints. */
    String command(String... arguments) throws IOException {
        return DemoRun.command(jdk, arguments);
    }

    /** Returns what a terminal of 100 columns and 32 rows shows of a command in the end, which the key q ends. */
    String screen(Predicate<String> isEnough, String... arguments) throws IOException {
        Path typescript = folder.resolve("terminal");
        String java = String.join(" ", DemoRun.commandLine(jdk, arguments));
        Process terminal = DemoRun.process(
                        List.of("script", "-qfec", "stty rows 32 cols 100; " + java, typescript.toString()))
                .start();
        String[] screen = {""};
        DemoRun.await(() -> {
            screen[0] = last(typescript);
            return isEnough.test(screen[0]) || !terminal.isAlive();
        });
        terminal.getOutputStream().write('q');
        terminal.getOutputStream().flush();
        DemoRun.output(terminal);
        return screen[0];
    }

    /** Returns what was drawn last, without colours and without the empty end. */
    private static String last(Path typescript) throws IOException {
        String all = Files.exists(typescript) ? Files.readString(typescript) : "";
        int end = all.lastIndexOf("\u001b[J");
        int begin = end < 0 ? -1 : all.lastIndexOf("\u001b[H", end);
        return begin < 0
                ? ""
                : all.substring(begin, end)
                                .replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\r", "")
                                .replaceAll("\n{3,}", "\n\n")
                        + "\n";
    }

    @Override
    public void close() throws InterruptedException {
        process.children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
