package dev.whence.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page with the queries. A block that names a store is run there, in the order of the page. If a block of text follows,
 * it is the answer. With {@code -Dwhence.docs=write} the answers are written into the page.
 */
final class QueriesPage {
    private static final Path PAGE = Path.of("../../docs/queries.md");
    private static final Path LOGS = Path.of("../src/test/resources/logs");

    /** A block, and that with its answer. */
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```(\\w+) (\\w+)\\n(.*?)^```\\n(?:\\n```text\\n(.*?)^```\\n)?");

    /** Runs all blocks for a store, and compares the answers. */
    static void check(String name, Store store) throws Exception {
        String page = Files.readString(PAGE);
        StringBuilder real = new StringBuilder();
        Matcher block = BLOCK.matcher(page);
        int end = 0;
        int answers = 0;
        while (block.find()) {
            if (!block.group(2).equals(name)) {
                continue;
            }
            String answer = run(store, block.group(1), block.group(3));
            if (block.group(4) != null) {
                real.append(page.substring(end, block.start(4))).append(answer);
                end = block.end(4);
                answers++;
            }
        }
        real.append(page.substring(end));
        if (System.getProperty("whence.docs", "").equals("write")) {
            Files.writeString(PAGE, real);
        }
        assertThat(page).isEqualTo(real.toString());
        assertThat(answers).isGreaterThan(2);
    }

    private static String run(Store store, String language, String text) throws Exception {
        if (language.equals("sh")) {
            for (String file : List.of("shop.jsonl", "bank.jsonl")) {
                store.load(text, LOGS.resolve(file));
            }
            return "";
        }
        return store.ask(text);
    }

    private QueriesPage() {}
}
