package dev.whence.log.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, which draws without a graphics card. */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** It warns of each newer Chromium. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts a browser. Where there is none, the test is skipped. */
    public static Browser start() {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "the machine has no Chromium: .ci/browser installs it");
        SELENIUM.setLevel(Level.SEVERE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.setCapability("goog:loggingPrefs", logs);
        System.setProperty(ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY, DRIVER.toString());
        ChromeDriver driver = new ChromeDriver(options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return new Browser(driver);
    }

    /** Gives the window a size. */
    public void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Lets pages believe that the system prefers dark or light colours. */
    public void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void open(Path page) {
        open(page.toUri().toString());
    }

    /** Opens an address, and waits until it is drawn. */
    public void open(String address) {
        driver.get(address);
        settle();
    }

    /** Waits until all that was asked for is drawn. */
    void settle() {
        driver.executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
    }

    /** Waits until the line at the bottom contains a text. */
    void awaitStatus(String text) {
        driver.executeAsyncScript("""
                const [text, done] = arguments;
                const status = document.getElementById('status');
                const look = () => status.textContent.includes(text) && done();
                new MutationObserver(look).observe(status, {subtree: true, childList: true, characterData: true});
                look();
                """, text);
        settle();
    }

    /** Runs a script, and returns its answer, which must not be null. */
    public Object run(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments), script);
    }

    /** Runs a script that calls its last argument with its answer, and returns the answer. */
    public Object await(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeAsyncScript(script, arguments), script);
    }

    WebElement the(String id) {
        return driver.findElement(By.id(id));
    }

    String text(String id) {
        return the(id).getText();
    }

    /** Returns the messages of the rows that are in the window and have some classes, from above. */
    @SuppressWarnings("unchecked")
    List<String> messages(String classes) {
        settle();
        return (List<String>) run("""
                return [...document.querySelectorAll('.row' + arguments[0])].filter(row => !row.hidden)
                  .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
                  .map(row => row.querySelector('.body').textContent)
                """, classes);
    }

    /** Clicks on the row with a message. */
    void click(String message) {
        row(message).click();
        settle();
    }

    void shiftClick(String message) {
        new Actions(driver)
                .keyDown(Keys.SHIFT)
                .click(row(message))
                .keyUp(Keys.SHIFT)
                .perform();
        settle();
    }

    private WebElement row(String message) {
        settle();
        return (WebElement) run("""
                return [...document.querySelectorAll('.row')]
                  .find(row => !row.hidden && row.querySelector('.body').textContent === arguments[0])
                """, message);
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        settle();
    }

    void choose(String list, String value) {
        run(
                "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change')); return 1",
                the(list),
                value);
        settle();
    }

    /** Returns what would keep people from using the page, as axe finds it. */
    public List<?> barriers() throws IOException {
        try (InputStream axe = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) await("""
                axe.run().then(result => arguments[0](result.violations.map(each =>
                  each.id + ': ' + each.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))))
                """);
    }

    /** Returns what the browser complains about. */
    public List<String> complaints() {
        return messagesOf(LogType.BROWSER).toList();
    }

    /** Returns the addresses that were asked for since the last call. */
    public List<String> requests() {
        return messagesOf(LogType.PERFORMANCE)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"(.*?)\".*", "$1"))
                .toList();
    }

    private Stream<String> messagesOf(String log) {
        return driver.manage().logs().get(log).getAll().stream().map(entry -> entry.getMessage());
    }

    @Override
    public void close() {
        driver.quit();
    }
}
