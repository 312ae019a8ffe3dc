package dev.whence.demo.market;

import dev.whence.demo.jvm.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * With what the services run.
 *
 * @param agent the jar of the agent
 * @param code the jar of the services
 * @param folder the folder of their logs
 * @param database the JDBC URL of the database of all services, or null if each has one of its own in its memory
 */
public record MarketPlace(
        Jdk jdk,
        String agent,
        Path code,
        Path folder,
        @Nullable String database) {
    /** Returns the log of a service. */
    Path log(Role role) {
        return folder.resolve(role.service() + ".jsonl");
    }

    /** Returns the logs of all services. */
    public List<Path> logs() {
        return Stream.of(Role.values()).map(this::log).toList();
    }

    /** Returns the file of what a service prints to its standard error, such as findings. */
    Path errors(Role role) {
        return folder.resolve(role.service() + ".err");
    }

    String database(Role role) {
        return database == null ? "jdbc:h2:mem:" + role.service() + ";DB_CLOSE_DELAY=-1" : database;
    }
}
