package dev.whence.logback;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The service that writes a log.
 *
 * @param name the name, which all instances share; null or empty if it is unknown
 * @param instance the id of this instance; null or empty if it is not to be shown
 */
record Service(@Nullable String name, @Nullable String instance) {
    /** Where the environment of a process tells its name and instance. Each function returns null for what is not set. */
    static final class Surroundings {
        private final Function<String, @Nullable String> logback;
        private final Function<String, @Nullable String> properties;
        private final Function<String, @Nullable String> environment;

        /**
         * Makes the surroundings of a process.
         *
         * @param logback the properties of logback's context
         * @param properties the properties of the JVM
         * @param environment the environment variables
         */
        Surroundings(
                Function<String, @Nullable String> logback,
                Function<String, @Nullable String> properties,
                Function<String, @Nullable String> environment) {
            this.logback = logback;
            this.properties = properties;
            this.environment = environment;
        }

        /** Returns those of this process. */
        static Surroundings ofThisProcess(Function<String, @Nullable String> logback) {
            return new Surroundings(logback, System::getProperty, System::getenv);
        }

        /** Returns the name of the service as OpenTelemetry, Spring Boot or else the command line tells it. */
        @Nullable String name() {
            String name = first(option("otel.service.name"), resource("service.name"));
            name = first(name, logback.apply("spring.application.name"));
            name = first(name, option("spring.application.name"));
            name = first(name, withoutBrackets(read(properties, "LOGGED_APPLICATION_NAME")));
            return first(name, program());
        }

        /**
         * Returns the name of the jar or the main class with which the command line begins. Both may be followed by
         * arguments. A jar is the whole class path, and may have spaces in its name.
         */
        private @Nullable String program() {
            String command = read(properties, "sun.java.command");
            if (command == null) {
                return null;
            }
            String jar = read(properties, "java.class.path");
            String path = jar != null && jar.endsWith(".jar") && command.startsWith(jar)
                    ? jar.substring(0, jar.length() - ".jar".length())
                    : command.split(" ", 2)[0];
            return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        }

        /** Returns the id of the instance as OpenTelemetry's resource attributes tell it. */
        @Nullable String instance() {
            return resource("service.instance.id");
        }

        /** Returns an attribute of {@code OTEL_RESOURCE_ATTRIBUTES}: {@code key=value,key=value}, in percent encoding. */
        private @Nullable String resource(String key) {
            String attributes = option("otel.resource.attributes");
            if (attributes != null) {
                for (String attribute : attributes.split(",", -1)) {
                    int end = attribute.indexOf('=');
                    if (end > 0 && attribute.substring(0, end).strip().equals(key)) {
                        return decoded(attribute.substring(end + 1).strip());
                    }
                }
            }
            return null;
        }

        /** Returns a property of the JVM, or the environment variable of that name. */
        private @Nullable String option(String name) {
            String value = read(properties, name);
            String variable = name.replace('.', '_').toUpperCase(java.util.Locale.ROOT);
            return first(value, read(environment, variable));
        }
    }

    /** Returns the service of a process. What is configured, even as empty, takes precedence over its surroundings. */
    static Service of(@Nullable String name, @Nullable String instance, Surroundings surroundings, String id) {
        String known = instance == null ? first(surroundings.instance(), id) : instance;
        return new Service(name == null ? surroundings.name() : name, known);
    }

    private static @Nullable String read(Function<String, @Nullable String> source, String name) {
        try {
            return source.apply(name);
        } catch (SecurityException hidden) {
            return null;
        }
    }

    private static @Nullable String first(@Nullable String value, @Nullable String other) {
        return value == null || value.isBlank() ? other : value;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }

    /** Spring Boot tells its patterns the name with brackets and a space. */
    private static @Nullable String withoutBrackets(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String stripped = name.strip();
        return stripped.startsWith("[") && stripped.endsWith("]")
                ? stripped.substring(1, stripped.length() - 1)
                : stripped;
    }
}
