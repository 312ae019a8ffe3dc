package dev.whence.agent.attached.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Other agents on the command line, all of them before ours or after it. */
public record Neighbour(List<OtherAgent> agents, boolean areFirst) implements StartMode {
    public static final Neighbour NONE = new Neighbour(List.of(), false);

    /** For instance "otel-before" or "jacoco+mockito-after"; none if the name is empty. */
    public static Neighbour named(String name) {
        if (name.isEmpty()) {
            return NONE;
        }
        int dash = name.lastIndexOf('-');
        String order = name.substring(dash + 1);
        if (!List.of("before", "after").contains(order)) {
            throw new IllegalArgumentException(name + " does not say whether it comes before or after");
        }
        List<OtherAgent> agents = Arrays.stream(name.substring(0, dash).split("\\+"))
                .map(OtherAgent::named)
                .toList();
        return new Neighbour(agents, order.equals("before"));
    }

    @Override
    public JavaProcess attach(JavaProcess java, boolean withOurs, String... ourOptions) {
        agents.forEach(agent -> java.options(agent.options().toArray(String[]::new)));
        if (areFirst) {
            agents.forEach(agent -> java.options(agent.optionsIfFirst().toArray(String[]::new)));
            attachOthers(java);
        }
        if (withOurs) {
            java.agent(ourOptions);
        }
        if (!areFirst) {
            attachOthers(java);
        }
        return java;
    }

    private void attachOthers(JavaProcess java) {
        agents.forEach(agent -> java.options(agent.javaagent()));
    }

    @Override
    public String toString() {
        return agents.isEmpty()
                ? ""
                : " with " + agents.toString().toLowerCase(Locale.ROOT) + (areFirst ? " before ours" : " after ours");
    }
}
