package dev.whence.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import dev.whence.agent.LiveDoor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connection to a JVM that has the agent, to ask what is in flight there. */
final class LiveConnection {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_MILLIS = 10;

    private final Target target;

    /** The address of the last answer; null if there was none. */
    private @Nullable Path known;

    LiveConnection(Target target) {
        this.target = target;
    }

    /**
     * Sends a request, and returns the answer.
     *
     * @param question what is asked for
     * @param settings the settings of the request by name
     * @throws NotAttached if the JVM has no agent that answers, ends meanwhile, or cannot answer this request
     */
    LiveAnswer ask(String question, Map<String, String> settings) throws NotAttached {
        if (JvmTable.agentOf(Long.toString(target.pid())).equals("-")) {
            throw noAgent();
        }
        try {
            byte[] bytes = answer(line(question, settings));
            if (bytes.length == 0 || bytes[bytes.length - 1] != '}') {
                throw gone("it has not answered to the end");
            }
            LiveAnswer answer = LiveAnswer.of(bytes);
            if (answer.tree().has("fault")) {
                throw new NotAttached("the JVM " + target.pid() + " cannot answer: "
                        + answer.tree().text("fault"));
            }
            return answer;
        } catch (IOException e) {
            throw gone(String.valueOf(e.getMessage()));
        }
    }

    private NotAttached gone(String reason) {
        return new NotAttached("the JVM " + target.pid() + " has ended, or does not answer any more (" + reason + ")");
    }

    private static String line(String question, Map<String, String> settings) {
        StringBuilder line = new StringBuilder(question);
        settings.forEach((name, value) ->
                line.append('\t').append(onOneLine(name)).append('=').append(onOneLine(value)));
        return line.append('\n').toString();
    }

    private static String onOneLine(String text) {
        return text.replace('\t', ' ').replace('\n', ' ');
    }

    /** Asks at the address that is known, and finds it out if there is none or if nobody answers there any more. */
    private byte[] answer(String request) throws IOException, NotAttached {
        if (known != null && Files.exists(known)) {
            try {
                return answer(request, known);
            } catch (IOException closed) {
                known = null;
            }
        }
        known = address();
        return answer(request, known);
    }

    private static byte[] answer(String request, Path address) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            ByteBuffer part = ByteBuffer.allocate(1 << 16);
            while (channel.read(part) >= 0) {
                answer.write(part.array(), 0, part.position());
                part.clear();
            }
        }
        return answer.toByteArray();
    }

    /** Asks the JVM for the agent properties until they name the address: the agent opens the door meanwhile. */
    private Path address() throws IOException, NotAttached {
        VirtualMachine jvm = target.attach();
        try {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < PATIENCE_NANOS) {
                Properties told = jvm.getAgentProperties();
                String fault = told.getProperty(LiveDoor.FAULT);
                if (fault != null) {
                    throw new NotAttached("the JVM " + target.pid() + " cannot answer: " + fault);
                }
                String address = told.getProperty(LiveDoor.ADDRESS);
                if (address != null) {
                    return seenFromHere(address);
                }
                pause();
            }
        } finally {
            jvm.detach();
        }
        throw JvmTable.agentOf(Long.toString(target.pid())).equals("?")
                ? noAgent()
                : new NotAttached("the agent in the JVM " + target.pid() + " has not answered within "
                        + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s; the JVM may be too busy, so try again");
    }

    private NotAttached noAgent() {
        return new NotAttached("the JVM " + target.pid() + " has no agent that answers; start the application with"
                + " -javaagent:whence-agent.jar, or attach the agent: attach " + target.pid());
    }

    /** Returns a path of the other process as this one sees it. In a container the other has files of its own. */
    private Path seenFromHere(String address) {
        Path throughProcess = Path.of("/proc/" + target.pid() + "/root" + address);
        return Files.exists(Path.of(address)) ? Path.of(address) : throughProcess;
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
