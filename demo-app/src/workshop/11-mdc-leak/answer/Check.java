import dev.whence.context.Correlation;
import dev.whence.demo.workshop.probe.Exam;
import dev.whence.demo.workshop.probe.Expect;
import dev.whence.demo.workshop.probe.LoggedLines;
import dev.whence.demo.workshop.probe.Steps;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.MDC;

public class Check implements Exam {
    private final LoggedLines lines = LoggedLines.collect();
    private final List<String> seen = new ArrayList<>();

    private final Mailbox.Desk desk = new Mailbox.Desk() {
        @Override
        public void answer(Mailbox.Message message) {
            seen.add(message.id() + " in " + context());
            if (message.text().equals("throw")) {
                throw new IllegalArgumentException("no");
            }
        }

        @Override
        public void idle() {
            seen.add("idle in " + context());
        }
    };

    @Override
    public void take(Steps steps) {
        steps.step("each message has its own ID and customer", () -> see(
                List.of("m1 in m1 Ada", "idle in none", "m2 in m2", "idle in none"),
                message("m1", "Ada", "text"),
                message("m2", "", "text")));
        steps.step("after one that cannot be answered, nothing is left", () -> see(
                List.of("m3 in m3 Grace", "idle in none", "m4 in m4", "idle in none"),
                message("m3", "Grace", "throw"),
                message("m4", "", "text")));
        steps.step("after an empty one, nothing is left", () -> {
            see(
                    List.of("idle in none", "m6 in m6", "idle in none"),
                    message("m5", "Alan", " "),
                    message("m6", "", "text"));
            Expect.that(
                    lines.all().stream().anyMatch(line -> line.message().contains("nothing to answer")
                            && line.correlation().equals("m5")),
                    "the line of the empty message m5 must have its ID");
        });
        steps.step("what the caller has is the same afterwards", () -> {
            MDC.put("host", "a");
            Correlation.of("caller").run(() -> {
                see(List.of("m7 in m7 Ada", "idle in caller"), message("m7", "Ada", "throw"));
                Expect.same("caller", Correlation.current().id(), "the caller's correlation");
            });
            Expect.same("a", MDC.get("host"), "another entry in the MDC of the caller");
        });
    }

    private void see(List<String> expected, Mailbox.Message... messages) {
        seen.clear();
        new Mailbox(desk).handleAll(List.of(messages));
        Expect.same(expected, seen, "what is seen");
    }

    private static Mailbox.Message message(String id, String customer, String text) {
        return new Mailbox.Message(id, customer, text);
    }

    private static String context() {
        String id = Correlation.current().id();
        String customer = MDC.get("customer");
        return (id.isEmpty() ? "none" : id) + (customer == null ? "" : " " + customer);
    }
}
