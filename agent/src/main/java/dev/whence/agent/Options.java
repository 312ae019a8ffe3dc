package dev.whence.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of the agent.
 *
 * <p>The value of an option is taken from {@code -javaagent:whence-agent.jar=key=value,key=value}; else from the system
 * property {@code whence.<key>}; else from the environment variable {@code WHENCE_<KEY>}; else it is the default. A key
 * or value that is not valid is reported and ignored.
 */
public final class Options {
    private static final String HEADERS = "ids.headers";
    private static final String SEND = "send";
    private static final String SHARED = "shared";
    private static final String FINDINGS = "findings";

    /** The options whose values are lists. */
    private static final Set<String> LISTS = Set.of(FINDINGS, HEADERS, SEND, SHARED);

    /** All options: key, default, and the other values, or words that describe them. */
    private static final String[][] KNOWN = {
        {"enabled", "true", "false"},
        {"quiet", "false", "true"},
        {"stacks", "auto", "full", "sites", "off"},
        {"stitch", "all", "print", "off"},
        {"mdc", "on", "off"},
        {"otel", "respect", "registrar"},
        {"otel.spans", "off", "hops"},
        {"logs", "auto", "prefix", "off"},
        {"logs.key", "correlationId", "any name"},
        {"queues", "off", "edges"},
        {"hooks", "", "name of a file"},
        {"jmx", "off", "on"},
        {"report", "", "name of a file, in which %p stands for the number of the process"},
        {FINDINGS, FindingNames.DEFAULT, FindingNames.OFF, FindingNames.ALL, FindingNames.list()},
        {"stuck", "30s", "a duration as 500ms, 30s, 5m or 1h"},
        {"adopt.max", "30", "any number of seconds"},
        {SHARED, "", "names of classes, and beginnings of names that end with . or $, separated by commas"},
        {HEADERS, "X-Correlation-ID,X-Request-ID", "names of headers, separated by commas"},
        {"ids.mdc", "", "any name"},
        {"ids.answer", "true", "false"},
        {"trust", "correlation", "none", "all"},
        {SEND, "all", "none", "hosts as in localhost,*.example.com,10.*"},
        {"clock.maxAhead", "3600", "any number of seconds"},
        {"clock.offset", "0", "any number of seconds, negative too"},
    };

    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

    /** The characters of a token of HTTP (RFC 9110, 5.6.2). */
    private static final String HEADER_CHARACTERS = NAME_CHARACTERS + "!#$%&'*+^`|~";

    /** The option whose value goes on after a comma, or null if the last one was no list. */
    private @Nullable String listed;

    /** The values in the arguments. */
    private final Map<String, String> given = new HashMap<>();

    private final Map<String, String> values = new HashMap<>();

    /** Where each value comes from. */
    private final Map<String, String> sources = new HashMap<>();

    private final List<String> faults = new ArrayList<>();

    Options(String arguments) {
        this(arguments, true);
    }

    private Options(String arguments, boolean isOfThisJvm) {
        for (String argument : arguments.split(",", -1)) {
            if (!argument.isBlank()) {
                parse(argument.trim());
            }
        }
        for (String[] option : KNOWN) {
            values.put(option[0], value(option[0], isOfThisJvm));
        }
    }

    /** Returns what is wrong with arguments for another JVM, a line for each fault. */
    public static List<String> faultsOf(String arguments) {
        return new Options(arguments, false).faults();
    }

    /**
     * Parses one part between commas. It is a further element of a list if it is no option itself. A finding and an
     * option may have the same name.
     */
    private void parse(String argument) {
        int equals = argument.indexOf('=');
        String key = equals < 0 ? argument : argument.substring(0, equals);
        if (equals < 0
                && listed != null
                && (find(key) == null || (listed.equals(FINDINGS) && FindingNames.areValid(key)))) {
            given.put(listed, given.get(listed) + "," + argument);
            return;
        }
        listed = LISTS.contains(key) ? key : null;
        if (find(key) == null) {
            faults.add(unknown(key));
        } else if (equals < 0) {
            faults.add("the option '" + key + "' has no value; " + validValues(key));
        } else {
            given.put(key, argument.substring(equals + 1).trim());
        }
    }

    /** Returns what was wrong, a line for each fault. */
    List<String> faults() {
        return faults;
    }

    boolean is(String key, String value) {
        return get(key).equals(value);
    }

    /** Returns the value of an option. */
    String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    /** Returns where the value of an option comes from. */
    String source(String key) {
        return sources.getOrDefault(key, "default");
    }

    /** Sets an option while the agent runs. The value must be valid. */
    void set(String key, String value) {
        values.put(key, value);
        sources.put(key, "set");
    }

    private String value(String key, boolean isOfThisJvm) {
        String source = "argument";
        String value = given.get(key);
        if (value == null && isOfThisJvm) {
            source = "property";
            value = System.getProperty("whence." + key);
        }
        if (value == null && isOfThisJvm) {
            source = "environment";
            value = System.getenv(environmentName(key));
        }
        String fault = value == null ? "" : faultOf(key, value);
        if (!fault.isEmpty()) {
            faults.add(fault);
        }
        if (value == null || !fault.isEmpty()) {
            return defaultOf(key);
        }
        sources.put(key, source);
        return value;
    }

    /** Returns the name of the environment variable with the value of an option. */
    static String environmentName(String key) {
        return "WHENCE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** Returns what is wrong with an option and its value, or an empty text. */
    static String faultOf(String key, String value) {
        if (find(key) == null) {
            return unknown(key);
        }
        return isValid(key, value)
                ? ""
                : "'" + printable(wrong(key, value)) + "' is not a value of the option '" + key + "'; "
                        + validValues(key);
    }

    private static String unknown(String key) {
        return "unknown option '" + printable(key) + "'; the options are " + names();
    }

    private static boolean isValid(String key, String value) {
        String[] option = find(key);
        if (option == null) {
            return false;
        }
        return switch (key) {
            case "logs.key", "ids.mdc" -> isName(value);
            case HEADERS -> areHeaders(value);
            case FINDINGS -> FindingNames.areValid(value);
            case "stuck" -> Millis.isValid(value);
            case SEND -> HostPatterns.areValid(value);
            case SHARED -> ClassPatterns.areValid(value);
            case "hooks", "report" -> !value.isEmpty();
            case "adopt.max", "clock.maxAhead" -> isNumber(value);
            case "clock.offset" -> isNumber(value.startsWith("-") ? value.substring(1) : value);
            default -> Arrays.asList(option).indexOf(value) > 0;
        };
    }

    /** Returns the part of a value that is not valid: the first such element of a list, or the whole value. */
    private static String wrong(String key, String value) {
        if (LISTS.contains(key)) {
            for (String element : value.split(",", -1)) {
                if (!isValid(key, element)) {
                    return element;
                }
            }
        }
        return value;
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.length() <= 9 && isAll(value, "0123456789");
    }

    private static boolean areHeaders(String value) {
        for (String name : value.split(",", -1)) {
            if (name.isEmpty() || !isAll(name, HEADER_CHARACTERS)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a text may be the key of an MDC entry. */
    private static boolean isName(String value) {
        return !value.isEmpty() && isAll(value, NAME_CHARACTERS);
    }

    private static boolean isAll(String value, String characters) {
        for (int i = 0; i < value.length(); i++) {
            if (characters.indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String defaultOf(String key) {
        String[] option = find(key);
        String value = option == null ? null : option[1];
        if (value == null) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    private static String @Nullable [] find(String key) {
        for (String[] option : KNOWN) {
            if (key.equals(option[0])) {
                return option;
            }
        }
        return null;
    }

    private static String validValues(String key) {
        List<String> values = new ArrayList<>(values(key));
        // The default may be that there is no value.
        values.remove("");
        return "valid: " + String.join(", ", values);
    }

    /** Returns the default of an option, and the other values, or words that describe them. */
    static List<String> values(String key) {
        String[] option = find(key);
        return option == null ? List.of() : Arrays.asList(option).subList(1, option.length);
    }

    /** Returns the names of all options. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (String[] option : KNOWN) {
            keys.add(option[0]);
        }
        return keys;
    }

    private static String names() {
        return String.join(", ", keys());
    }

    /** Returns the beginning of a text, with all but printable ASCII characters replaced: it is about to be printed. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 60); i++) {
            char c = text.charAt(i);
            printable.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return printable.toString();
    }
}
