package dev.whence.demo.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.whence.demo.jvm.ServiceProcess;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** What the page shows: the orders, and of each service its faults and what is in flight in it. */
final class MarketState {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Services services;
    private final Traffic traffic;
    private final URI diagram;

    /**
     * Creates the state.
     *
     * @param diagram the address of the page that shows the logs of the services
     */
    MarketState(Services services, Traffic traffic, URI diagram) {
        this.services = services;
        this.traffic = traffic;
        this.diagram = diagram;
    }

    /** Switches a fault, and returns whether the service has answered. */
    boolean turn(String service, String fault, String onOrOff) throws InterruptedException {
        Optional<Role> role = Stream.of(Role.values())
                .filter(each -> each.service().equals(service))
                .findFirst();
        return role.isPresent()
                && services.process(role.get())
                        .ask("fault " + fault + " " + onOrOff)
                        .isPresent();
    }

    String json() throws InterruptedException, JsonProcessingException {
        ObjectNode state = MAPPER.createObjectNode();
        state.put("diagram", diagram.toString());
        state.set("counts", MAPPER.valueToTree(traffic.counts()));
        state.set("orders", MAPPER.valueToTree(traffic.sales()));
        for (Role role : Role.values()) {
            state.withArrayProperty("services").add(look(role));
        }
        return MAPPER.writeValueAsString(state);
    }

    private JsonNode look(Role role) throws InterruptedException, JsonProcessingException {
        ServiceProcess process = services.process(role);
        Optional<String> answer = process.ask("look");
        ObjectNode service = answer.isPresent()
                ? (ObjectNode) MAPPER.readTree(answer.get())
                : MAPPER.createObjectNode().put("fault", "does not answer");
        return service.put("name", role.service()).put("pid", process.pid()).put("secondsFast", role.secondsFast);
    }
}
