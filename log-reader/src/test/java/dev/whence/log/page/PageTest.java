package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as text. */
class PageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"log\">(.*?)</script>", Pattern.DOTALL);

    private final Path folder;

    PageTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("the policy allows exactly the scripts and the style of the page, and no network")
    @Test
    void policy() throws Exception {
        String page = Files.readString(PageFile.write(folder, "shop", PageFile.shop()));
        List<String> allowed = new ArrayList<>();
        for (String script : all(SCRIPT, page)) {
            allowed.add("'sha256-" + hash(script) + "'");
        }
        assertThat(page)
                .contains("content=\"default-src 'none'; script-src " + String.join(" ", allowed)
                        + "; style-src 'sha256-" + hash(all(STYLE, page).get(0))
                        + "'; connect-src 'none'; base-uri 'none'; form-action 'none';");
        assertThat(page).doesNotContain("http:", "https:", " src=", "url(", "@import", "innerHTML", "eval(");
    }

    @DisplayName("texts of the log are JSON without any character of markup, in ASCII")
    @Test
    void data() throws IOException {
        String text = "</script><!-- & \\u2028 \\ud800 é";
        String page = Files.readString(PageFile.write(
                folder,
                text,
                List.of("{\"body\":\"" + text + "\",\"service.name\":\"" + text + "\",\"causal\":{\"task\":\"" + text
                        + "\",\"n\":1,\"hlc\":\"0000000000000001\",\"after\":[\"" + text + "\"]}}")));
        assertThat(all(DATA, page)).hasSize(1);
        assertThat(all(DATA, page).get(0))
                .matches("[ -~]+")
                .doesNotContain("<", ">", "&")
                .contains("\\u003C/script\\u003E\\u003C!-- \\u0026 \\\\u2028 \\\\ud800 \\u00E9");
    }

    private static List<String> all(Pattern pattern, String page) {
        List<String> all = new ArrayList<>();
        Matcher found = pattern.matcher(page);
        while (found.find()) {
            all.add(found.group(1));
        }
        return all;
    }

    private static String hash(String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
