package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The screens of docs/live.md. With {@code -Dwhence.docs=write} they are written there instead of read. */
final class LivePage {
    private static final Path PAGE = Path.of("../docs/live.md");

    /** Returns what the page shows of a command of the agent's jar, which is its output if that is to be written there. */
    static String shown(String command, String output) throws IOException {
        String page = Files.readString(PAGE);
        String anyPid = Pattern.quote(command).replaceAll("\\d{2,}", "\\\\E\\\\d+\\\\Q");
        Matcher block = Pattern.compile("(?ms)^```\\n\\$ java -jar whence-agent.jar " + anyPid + "\\n(.*?)^```$")
                .matcher(page);
        assertThat(block.find()).as(command).isTrue();
        if (System.getProperty("whence.docs", "").equals("write")) {
            String written = "```\n$ java -jar whence-agent.jar " + command + "\n" + output + "```";
            Files.writeString(
                    PAGE,
                    page.substring(0, block.start())
                            + written.replaceAll(" \\S*/(whence-\\S+)", " $1")
                            + page.substring(block.end()));
            return output;
        }
        return block.group(1);
    }

    private LivePage() {}
}
