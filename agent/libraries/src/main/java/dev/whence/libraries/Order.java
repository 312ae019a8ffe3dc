package dev.whence.libraries;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The causal order of what is logged, as the pattern words {@code %task} and {@code %after} show it. An event is named
 * by its task and by its number among the events of the task.
 */
final class Order {
    private static final Logger LOG = LoggerFactory.getLogger(Order.class);

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, List<String>> before = new HashMap<>();
    private final Map<String, String> events = new HashMap<>();

    /** Creates an order, which notes all events from now on. */
    Order() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern("%task{full}|%msg|%after{full}");
        layout.start();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                note(layout.doLayout(event).split("\\|", 3));
            }
        };
        appender.setContext(context);
        appender.start();
        // Events of the libraries count among those of a task too.
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        context.getLogger(Order.class).setLevel(Level.INFO);
    }

    static void log(String message) {
        LOG.info(message);
    }

    private synchronized void note(String[] fields) {
        int number = numbers.merge(fields[0], 1, Integer::sum);
        String event = fields[0] + ":" + number;
        List<String> predecessors = new ArrayList<>();
        if (number > 1) {
            predecessors.add(fields[0] + ":" + (number - 1));
        }
        if (fields[2].startsWith("<- ")) {
            predecessors.addAll(
                    List.of(fields[2].substring("<- ".length()).trim().split(" ")));
        }
        before.put(event, predecessors);
        events.put(fields[1], event);
    }

    /** Whether the event of one message is known to precede that of another one. */
    synchronized boolean precedes(String message, String later) {
        String wanted = events.get(message);
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>();
        if (events.containsKey(later)) {
            next.add(events.get(later));
        }
        while (!next.isEmpty()) {
            String event = next.remove();
            if (event.equals(wanted)) {
                return true;
            }
            if (reached.add(event)) {
                next.addAll(before.getOrDefault(event, List.of()));
            }
        }
        return false;
    }
}
