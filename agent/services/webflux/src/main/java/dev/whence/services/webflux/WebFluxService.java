package dev.whence.services.webflux;

import dev.whence.services.Housekeeping;
import dev.whence.services.Orders;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;

/** The order service on Spring WebFlux. An order asks a database, a gRPC server, a Kafka listener and another request. */
@SpringBootApplication(proxyBeanMethods = false)
public class WebFluxService {
    /** Starts the service on the configured port, and prints the port. */
    public static void main(String[] args) throws Exception {
        // Spring's beans connect to the broker as soon as they exist.
        System.setProperty("spring.kafka.bootstrap-servers", Broker.start(Shipping.TOPIC));
        SpringApplication.run(WebFluxService.class, args);
    }

    @Bean
    Orders orders() {
        return new Orders();
    }

    @Bean
    Housekeeping housekeeping(Orders orders) {
        return Housekeeping.of(orders.pool());
    }

    @Bean
    WebClient client(WebClient.Builder builder) {
        return builder.build();
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> port() {
        return ready -> System.out.println(
                "port " + ready.getApplicationContext().getEnvironment().getProperty("local.server.port"));
    }
}
