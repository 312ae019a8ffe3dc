package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures of the page in the documentation are what a browser shows. With {@code -Dwhence.docs=write} the test writes
 * them there. Their numbers are not compared, since they rest on the fonts of the machine.
 */
@Tag("full")
class PagePictureIT {
    @DisplayName("a picture has the texts and shapes of the page, in their colours")
    @ParameterizedTest
    @CsvSource({"light, page.svg", "dark, page-dark.svg"})
    void picture(String scheme, String name, @TempDir Path folder) throws IOException {
        Path file = Path.of("../docs/images", name);
        String picture = draw(scheme, PageFile.write(folder, "shop.jsonl, bank.jsonl", PageFile.shop()));
        if (System.getProperty("whence.docs", "").equals("write")) {
            Files.writeString(file, picture);
        }
        assertThat(withoutNumbers(picture)).isEqualTo(withoutNumbers(Files.readString(file)));
    }

    private static String draw(String scheme, Path page) throws IOException {
        try (Browser browser = Browser.start();
                InputStream script = Objects.requireNonNull(PagePictureIT.class.getResourceAsStream("picture.js"))) {
            browser.resize(1230, 540);
            browser.prefer(scheme);
            browser.open(page);
            browser.choose("operation", "=order-7781");
            browser.click("charging card");
            return (String) browser.await(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String withoutNumbers(String picture) {
        return picture.replaceAll("(?<==\")[-\\d. px]+(?=\")|(?<= d=\")[^\"]*", "#");
    }
}
