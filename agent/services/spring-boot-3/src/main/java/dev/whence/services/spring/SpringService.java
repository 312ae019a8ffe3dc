package dev.whence.services.spring;

import dev.whence.services.Housekeeping;
import dev.whence.services.Orders;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The order service on Spring Boot. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableAsync
@EnableScheduling
public class SpringService {
    /** Starts the service on the configured port, and prints the port. */
    public static void main(String[] args) {
        SpringApplication.run(SpringService.class, args);
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
    ApplicationListener<ApplicationReadyEvent> port() {
        return ready -> System.out.println(
                "port " + ready.getApplicationContext().getEnvironment().getProperty("local.server.port"));
    }
}
