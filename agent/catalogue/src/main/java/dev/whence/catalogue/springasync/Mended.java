package dev.whence.catalogue.springasync;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The program without the bug. */
final class Mended {
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
        mails.send("ann@example.com", "the reminder");
    }

    private Mended() {}
}
