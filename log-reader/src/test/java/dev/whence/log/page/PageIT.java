package dev.whence.log.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The page of the logs of a shop and of a bank whose clock is five minutes slow. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    private Browser browser;
    private Path page;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        browser = Browser.start();
        page = PageFile.write(folder, "shop", PageFile.shop());
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.resize(1400, 900);
        browser.prefer("light");
        browser.open(page);
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(address -> address.startsWith("file:"));
    }

    @DisplayName("a filter shows one operation, in causal order and across services, and says what it hides")
    @Test
    void operation() {
        browser.choose("operation", "=order-7781");
        assertThat(browser.messages(""))
                .contains("POST /orders 7781", "checking card", "card refused", "order failed")
                .containsSubsequence(
                        "asking the bank", "checking card", "card refused", "charging card", "order failed");
        assertThat(browser.text("shown")).contains("8 events").contains("hidden by filters");
        browser.click("order failed");
        assertThat(browser.messages(".cause")).contains("POST /orders 7781", "card refused");
        assertThat(browser.messages(".effect")).containsExactly("releasing 2 items");
        assertThat(browser.text("details"))
                .contains("order-7781", "IllegalStateException", "Directly after", "charging card");
    }

    @DisplayName("filters of levels and services work together, and can be taken back")
    @Test
    void filters() {
        List<String> all = browser.messages("");
        browser.choose("level", "5");
        assertThat(browser.messages("")).contains("order failed").doesNotContain("asking the bank");
        browser.choose("level", "0");
        browser.choose("service", "=bank");
        assertThat(browser.messages("")).contains("checking card").doesNotContain("asking the bank");
        browser.choose("service", "");
        assertThat(browser.messages("")).isEqualTo(all);
    }

    @DisplayName("what is selected can be reduced to its operation")
    @Test
    void onlyThisOperation() {
        String first = browser.messages("").get(0);
        browser.click(first);
        browser.driver.findElement(By.xpath("//button[text()='only this']")).click();
        browser.settle();
        assertThat(browser.messages(".selected")).containsExactly(first);
        assertThat(browser.text("shown")).contains("hidden by filters");
    }

    @DisplayName("lanes are those of tasks, threads or services")
    @Test
    void lanes() {
        browser.choose("lanes-by", "service");
        assertThat(browser.text("shown")).endsWith("in 2 lanes");
        browser.choose("lanes-by", "thread");
        assertThat(browser.text("shown")).doesNotEndWith("in 2 lanes");
    }

    @DisplayName("a search finds text in messages and stack traces, and goes from match to match")
    @Test
    void search() {
        browser.the("query").sendKeys("CARD DECLINED");
        browser.settle();
        assertThat(browser.text("found")).isEqualTo("1 found");
        browser.the("query").sendKeys(Keys.ENTER);
        assertThat(browser.messages(".selected")).containsExactly("order failed");
        browser.the("query").clear();
        browser.the("query").sendKeys("checking");
        browser.the("query").sendKeys(Keys.ENTER);
        String one = browser.text("details");
        browser.the("query").sendKeys(Keys.ENTER);
        assertThat(browser.text("details")).startsWith("checking card").isNotEqualTo(one);
        browser.the("query").sendKeys(Keys.chord(Keys.SHIFT, Keys.ENTER));
        assertThat(browser.text("details")).isEqualTo(one);
        browser.the("query").sendKeys("(.*[");
        browser.settle();
        assertThat(browser.text("found")).isEqualTo("0 found");
    }

    @DisplayName("all can be done with the keyboard")
    @Test
    void keyboard() {
        browser.choose("operation", "=order-7781");
        browser.press(Keys.ARROW_DOWN);
        assertThat(browser.messages(".selected")).containsExactly("POST /orders 7781");
        browser.press(Keys.END);
        assertThat(browser.messages(".selected")).containsExactly("releasing 2 items");
        browser.press(Keys.ARROW_LEFT);
        assertThat(browser.messages(".selected")).containsExactly("order failed");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.messages(".selected")).containsExactly("releasing 2 items");
        browser.press(Keys.chord(Keys.SHIFT, Keys.ARROW_UP));
        assertThat(browser.text("details")).startsWith("AFTER");
        browser.press(Keys.ESCAPE);
        assertThat(browser.messages(".selected")).isEmpty();
        browser.press("/");
        assertThat(browser.driver.switchTo().activeElement().getAttribute("id")).isEqualTo("query");
        browser.press("refused", Keys.ENTER, Keys.ESCAPE);
        assertThat(browser.driver.switchTo().activeElement().getAttribute("id")).isEqualTo("rows");
        assertThat(browser.messages(".selected")).containsExactly("card refused");
    }

    @DisplayName("zooming keeps what is in the middle, and shows fewer lines than events when those are close")
    @Test
    void zoom() {
        int usual = browser.messages("").size();
        browser.the("zoom-in").click();
        assertThat(browser.messages("")).hasSizeLessThan(usual);
        for (int i = 0; i < 6; i++) {
            browser.press("-");
        }
        assertThat(browser.messages("")).hasSizeBetween(2, 60);
        browser.click(browser.messages("").get(1));
        assertThat(browser.messages(".selected")).hasSize(1);
    }

    @DisplayName("a click on the minimap shows that part of the log")
    @Test
    void minimap() {
        String first = browser.messages("").get(0);
        int height = browser.the("minimap").getSize().height;
        new Actions(browser.driver)
                .moveToElement(browser.the("minimap"), 0, height / 2 - 4)
                .click()
                .perform();
        assertThat(browser.messages("")).doesNotContain(first);
    }

    @DisplayName("colours are those that the system prefers, or those that the user wants")
    @Test
    void theme() {
        String light = background();
        browser.prefer("dark");
        String dark = background();
        assertThat(dark).isNotEqualTo(light);
        browser.the("theme").click();
        assertThat(background()).isEqualTo(light);
        browser.the("theme").click();
        browser.prefer("light");
        assertThat(background()).isEqualTo(dark);
        browser.the("theme").click();
        assertThat(background()).isEqualTo(light);
    }

    private String background() {
        browser.settle();
        return (String) browser.run("return getComputedStyle(document.body).backgroundColor");
    }

    @DisplayName("axe finds no barrier, whatever is selected, in light and dark, wide and narrow")
    @ParameterizedTest
    @CsvSource({"light, 1400", "dark, 1400", "light, 500", "dark, 500"})
    void accessible(String scheme, int width) throws IOException {
        browser.prefer(scheme);
        browser.resize(width, 900);
        browser.open(page);
        assertAccessible();
        browser.choose("operation", "=order-7781");
        browser.the("query").sendKeys("card");
        browser.click("order failed");
        assertAccessible();
        browser.shiftClick("POST /orders 7781");
        assertAccessible();
    }

    private void assertAccessible() throws IOException {
        assertThat(browser.barriers()).isEmpty();
    }

    @DisplayName("the label of a service is not clipped, though it has one lane only")
    @ParameterizedTest
    @ValueSource(strings = {"a", "payments-and-refunds-of-the-western-region", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"})
    void labels(String name, @TempDir Path folder) throws IOException {
        String line =
                "{\"body\":\"x\",\"service.name\":\"%s\",\"causal\":{\"hlc\":\"66177878%08x\",\"task\":\"%s\",\"n\":1}}";
        browser.open(PageFile.write(
                folder,
                "labels",
                List.of(line.formatted("first", 1, "aaaaaaaa-1"), line.formatted(name, 2, "bbbbbbbb-1"))));
        List<?> ink = (List<?>) browser.run("""
                const canvas = document.getElementById('lane-head');
                const {data, width, height} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                let right = 0;
                for (let i = 3; i < data.length; i += 4) {
                  right = data[i] > 0 ? Math.max(right, (i - 3) / 4 % width) : right;
                }
                const pen = document.createElement('canvas').getContext('2d');
                pen.font = '600 11.5px system-ui, sans-serif';
                return [right, width, Math.floor(pen.measureText(arguments[0]).width)];
                """, name);
        long right = (Long) ink.get(0);
        assertThat(right).isLessThan((Long) ink.get(1) - 1);
        assertThat(right).isGreaterThanOrEqualTo((Long) ink.get(2) - 2);
    }
}
