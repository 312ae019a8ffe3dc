package dev.whence.catalogue.springasync;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Tool;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

@Bug(
        title = "A Spring method with @Async that returns nothing",
        kind = Kind.STACK,
        source = "https://github.com/elastic/apm-agent-java/issues/2218",
        story = "What a void method with @Async throws is logged by Spring, on the thread of the pool. The log "
                + "shows the method, and not the code that has called it with wrong arguments.",
        mend = "The caller passes the address of the customer.",
        tool = Tool.TRACE,
        sign = "no address")
final class Broken {
    /** Sends mails, and lets nobody wait for that. */
    static class Mails {
        @Async
        public void send(String address, String text) {
            if (address.isEmpty()) {
                throw new IllegalArgumentException("no address for: " + text);
            }
            System.out.println(text + " to " + address);
        }
    }

    @Configuration
    @EnableAsync
    static class Beans {
        @Bean
        Mails mails() {
            return new Mails();
        }

        @Bean
        ThreadPoolTaskExecutor taskExecutor() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setThreadNamePrefix("mails-");
            executor.setWaitForTasksToCompleteOnShutdown(true);
            executor.setAwaitTerminationSeconds(10);
            return executor;
        }
    }

    public static void main(String[] args) {
        try (AnnotationConfigApplicationContext shop = new AnnotationConfigApplicationContext(Beans.class)) {
            Mails mails = shop.getBean(Mails.class);
            sendReceipt(mails);
            sendReminder(mails);
        }
    }

    private static void sendReceipt(Mails mails) {
        mails.send("ann@example.com", "the receipt");
    }

    private static void sendReminder(Mails mails) {
        mails.send("", "the reminder"); // the bug
    }

    private Broken() {}
}
