import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A mailbox, and one thread that answers its messages. */
public class Mailbox {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    /** A message. The customer is empty if it is not known. */
    record Message(String id, String customer, String text) {}

    /** Answers messages. */
    interface Desk {
        void answer(Message message);

        /** It is called whenever there is nothing to do. */
        void idle();
    }

    private final Desk desk;

    Mailbox(Desk desk) {
        this.desk = desk;
    }

    /** Answers messages, one after the other. One that cannot be answered does not keep the others from it. */
    void handleAll(List<Message> messages) {
        for (Message message : messages) {
            try {
                handle(message);
            } catch (RuntimeException e) {
                log.warn("{} cannot be answered: {}", message.id(), e.getMessage());
            }
            desk.idle();
        }
    }

    private void handle(Message message) {
        Scope scope = Correlation.of(message.id()).open();
        if (!message.customer().isEmpty()) {
            MDC.put("customer", message.customer());
        }
        if (message.text().isBlank()) {
            log.info("there is nothing to answer");
            return;
        }
        desk.answer(message);
        MDC.remove("customer");
        scope.close();
    }

    public static void main(String[] args) {
        Desk desk = new Desk() {
            @Override
            public void answer(Message message) {
                log.info("{} for {}", message.text(), MDC.get("customer"));
                if (message.text().contains("cheap")) {
                    throw new IllegalArgumentException("nothing is cheap here");
                }
            }

            @Override
            public void idle() {
                log.info("waiting, {}", MDC.getCopyOfContextMap());
            }
        };
        List<Message> messages = List.of(
                new Message("mail-1", "Ada", "a lamp"),
                new Message("mail-2", "", "a chair"),
                new Message("mail-3", "Grace", "a cheap desk"),
                new Message("mail-4", "", "a shelf"),
                new Message("mail-5", "Alan", " "),
                new Message("mail-6", "", "a rug"));
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "mailbox"));
        thread.execute(() -> new Mailbox(desk).handleAll(messages));
        thread.shutdown();
    }
}
