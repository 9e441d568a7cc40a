// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.winekey.oauth.itests.report.Parts;

/** A headless Chromium with its own empty profile; two of them share nothing. Not thread-safe. */
public final class Browser implements AutoCloseable {
    /** How long {@link #await} and everything that uses it waits. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Selenium warns about each Chromium newer than itself; what is used here is WebDriver only. Held, or it is collected. */
    private static final List<Logger> QUIET = Stream.of("devtools", "chromium")
            .map(name -> Logger.getLogger("org.openqa.selenium." + name))
            .toList();

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Programs programs, List<String> more) {
        try {
            profile = Files.createTempDirectory("chromium-profile");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(programs.driver().toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options(programs).addArguments(more));
        Processes.adopt(programs.driver());
        driver.manage().window().setSize(new Dimension(1280, 900));
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
    }

    /** Opens a new window with a profile of its own. */
    public static Browser open() {
        return open(List.of());
    }

    /** The same, started with these switches of Chromium. */
    public static Browser open(List<String> more) {
        var browser = new Browser(Programs.find(), more);
        Parts.record("Chromium", String.valueOf(browser.driver.getCapabilities().getBrowserVersion()));
        return browser;
    }

    private ChromeOptions options(Programs programs) {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options.setBinary(programs.browser().toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--lang=en",
                        "--user-data-dir=" + profile);
    }

    /** Goes to a page. */
    public Browser go(URI page) {
        driver.get(page.toString());
        return this;
    }

    /**
     * Goes to a page behind HTTP Basic, once with the credentials in the URL and again without: Chromium remembers
     * them for the origin and the realm, and the URL of the page shown is free of them.
     */
    public Browser go(URI page, String user, String password) {
        String credentials =
                Visitor.form(Map.of(user, password)).replace("+", "%20").replace('=', ':');
        String rest = page.getRawAuthority()
                + page.getRawPath()
                + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery());
        driver.get(page.getScheme() + "://" + credentials + "@" + rest);
        return go(page);
    }

    /** Where it is now. */
    public URI where() {
        String address = String.valueOf(driver.getCurrentUrl());
        Secrets.noteIn(address);
        return URI.create(address);
    }

    /** The visible text of the page. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** The source of the page as it is now. */
    public String source() {
        return String.valueOf(driver.getPageSource());
    }

    /** Waits for a visible element that matches this CSS selector. */
    public WebElement element(String css) {
        return element(By.cssSelector(css));
    }

    /** Waits for a visible element. */
    public WebElement element(By by) {
        return await(
                "visible " + by,
                it -> it.findElements(by).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst());
    }

    /** Waits for the element, then clicks it. */
    public Browser click(String css) {
        element(css).click();
        return this;
    }

    /** Waits for the field, then replaces its content. */
    public Browser type(String css, String text) {
        WebElement field = element(css);
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Fills in and sends Keycloak's sign-in form, which must be or come on screen. */
    public Browser signIn(Keycloak.User user) {
        return type("#username", user.name()).type("#password", user.password()).click("#kc-login");
    }

    /** Waits until the visible text contains this. */
    public Browser awaitText(String text) {
        awaitTrue("text '" + text + "'", it -> text().contains(text));
        return this;
    }

    /** Waits until the condition holds. */
    public void awaitTrue(String what, Function<ChromeDriver, Boolean> condition) {
        Optional<Boolean> yes = Optional.of(true);
        await(what, it -> condition.apply(it) ? yes : Optional.empty());
    }

    /** Waits for the first value of this source; elements that vanish meanwhile count as "not yet". */
    public <T> T await(String what, Function<ChromeDriver, Optional<T>> source) {
        return Await.value(
                () -> what + " at " + where().getPath() + "; shown: " + shortText(),
                PATIENCE,
                () -> source.apply(driver));
    }

    private String shortText() {
        try {
            String text = text();
            return text.substring(0, Math.min(500, text.length()));
        } catch (StaleElementReferenceException e) {
            return "(changing)";
        }
    }

    /** Takes a picture of the window as PNG. */
    public Path screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it sent, received and complained about since this was last called, or since it was opened. */
    public Traffic traffic() {
        return Traffic.read(
                logged(LogType.PERFORMANCE).map(LogEntry::getMessage).toList(),
                logged(LogType.BROWSER)
                        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                        .map(LogEntry::getMessage)
                        .toList());
    }

    private Stream<LogEntry> logged(String type) {
        return driver.manage().logs().get(type).getAll().stream();
    }

    /** The addresses that the back and forward buttons of this window lead to. */
    public List<String> history() {
        var history = driver.executeCdpCommand("Page.getNavigationHistory", Map.of());
        return ((List<?>) history.get("entries"))
                .stream()
                        .map(entry -> String.valueOf(((Map<?, ?>) entry).get("url")))
                        .toList();
    }

    /** Tells pages from now on that the user likes them dark, or does not. */
    public Browser dark(boolean dark) {
        var likes = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(likes)));
        return this;
    }

    /** Asks for pages in this language from now on (RFC 9110 section 12.5.4). */
    public Browser language(String language) {
        var agent = String.valueOf(driver.executeScript("return navigator.userAgent"));
        driver.executeCdpCommand(
                "Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", language));
        return this;
    }

    /** Is a telephone from now on, this wide and high; 0 makes it a window again. */
    public Browser phone(int width, int height) {
        var screen = Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true);
        if (width == 0) {
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        } else {
            driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", new HashMap<String, Object>(screen));
        }
        return this;
    }

    /** The driver itself, for what has no method here. */
    public ChromeDriver driver() {
        return driver;
    }

    /** "chrome 156.0..." as the driver reports it. */
    public String version() {
        var capabilities = driver.getCapabilities();
        return capabilities.getBrowserName() + " " + capabilities.getBrowserVersion();
    }

    /** Ends the browser and deletes its profile. */
    @Override
    public void close() {
        driver.quit();
        Await.until("profile deleted", PATIENCE, () -> {
            Processes.delete(profile);
            return true;
        });
    }
}
