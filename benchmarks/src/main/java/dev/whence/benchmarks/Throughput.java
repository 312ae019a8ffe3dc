package dev.whence.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** How many requests a second an HTTP service answers, in a process of its own. */
final class Throughput {
    private static final int CONNECTIONS = 8;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final long SECOND = 1_000_000_000;
    private static final byte[] REQUEST =
            "GET /order HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int warmupSeconds;
    private final int seconds;

    Throughput(int warmupSeconds, int seconds) {
        this.warmupSeconds = warmupSeconds;
        this.seconds = seconds;
    }

    /** Requests a second, by agent; one process of each after the other, again and again. */
    Map<Subject, Sample> measure(Path java, Map<Subject, @Nullable Path> agents, int rounds) throws Exception {
        Map<Subject, Sample> samples = new EnumMap<>(Subject.class);
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<Subject, @Nullable Path> agent : agents.entrySet()) {
                if (agent.getKey() != Subject.EMPTY) {
                    samples.computeIfAbsent(agent.getKey(), any -> new Sample())
                            .add(measure(java, agent.getKey().options(agent.getValue())));
                }
            }
        }
        return samples;
    }

    private double measure(Path java, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xms256m", "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", jar(), HttpService.class.getName()));
        Process service = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.US_ASCII))) {
            int port = port(out);
            ask(port, warmupSeconds);
            return (double) ask(port, seconds) / seconds;
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    private static String jar() throws URISyntaxException {
        return Path.of(HttpService.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static int port(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
        }
        throw new IOException("The service did not start");
    }

    /** Asks on several connections for some seconds; returns how often there was an answer. */
    private static long ask(int port, int seconds) throws Exception {
        long end = System.nanoTime() + seconds * SECOND;
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<Long>> counts = new ArrayList<>();
        for (int client = 0; client < CONNECTIONS; client++) {
            counts.add(clients.submit(() -> askUntil(end, port)));
        }
        clients.shutdown();
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += count.get();
        }
        return sum;
    }

    private static long askUntil(long end, int port) throws IOException {
        byte[] buffer = new byte[4096];
        long count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            while (System.nanoTime() < end) {
                out.write(REQUEST);
                receive(in, buffer);
                count++;
            }
        }
        return count;
    }

    /** The answer is over when its last word has come. */
    private static void receive(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        do {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                throw new IOException("The service did not answer as expected");
            }
            length += read;
        } while (!new String(buffer, 0, length, StandardCharsets.US_ASCII).endsWith("hello /order"));
    }
}
