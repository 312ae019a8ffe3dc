package dev.whence.market.shop;

import dev.whence.market.service.Fault;
import dev.whence.market.service.Mail;
import dev.whence.market.service.ParentLine;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The service that takes orders. */
@SpringBootApplication(proxyBeanMethods = false)
public class ShopService {
    private static final Fault LOST_CORRELATION = new Fault(
            "lost-correlation", "The shop hands parcels over through a queue of its own, and the operation gets lost.");
    private static final Fault UNSEEN_FAILURE =
            new Fault("unseen-failure", "The shop counts points for each order, which fails, and nobody looks.");

    /** Starts the shop. The arguments are the addresses of the bank, of the stock and of the broker. */
    public static void main(String[] arguments) {
        ParentLine.run(List.of(LOST_CORRELATION, UNSEEN_FAILURE), () -> {
            ConfigurableApplicationContext shop = SpringApplication.run(ShopService.class, arguments);
            return List.of("http://localhost:" + shop.getEnvironment().getProperty("local.server.port") + "/orders");
        });
    }

    @Bean
    Addresses addresses(ApplicationArguments arguments) {
        List<String> addresses = arguments.getNonOptionArgs();
        return new Addresses(addresses.get(0), addresses.get(1), addresses.get(2));
    }

    @Bean
    Mail mail(Addresses addresses) {
        return Mail.of(addresses.broker());
    }

    @Bean
    Parcels parcels(Mail mail) {
        return new Parcels(mail, LOST_CORRELATION);
    }

    @Bean
    Points points() {
        return new Points(UNSEEN_FAILURE);
    }
}
