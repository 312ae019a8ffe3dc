package dev.whence.agent.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a JVM has answered.
 *
 * @param json the answer as it came
 * @param tree the same, parsed
 */
record LiveAnswer(String json, JsonTree tree) {
    static LiveAnswer of(byte[] bytes) throws IOException {
        return new LiveAnswer(new String(bytes, StandardCharsets.UTF_8), JsonTree.read(bytes));
    }
}
