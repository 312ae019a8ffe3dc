package dev.whence.demo.load;

import dev.whence.demo.load.Customers.Answer;
import java.time.Duration;
import java.util.List;

/**
 * What came of a load.
 *
 * @param unexpected answers that are missing, of another kind than that order must get, or with another correlation
 * @param peak how many were in flight at most
 */
public record LoadSummary(int requests, long paid, long refused, long unexpected, int peak, Duration took) {
    static LoadSummary of(List<Answer> answers, int peak, Duration took) {
        return new LoadSummary(
                answers.size(),
                answers.stream().filter(Answer::isPaid).count(),
                answers.stream().filter(Answer::isRefused).count(),
                answers.stream().filter(answer -> !answer.isExpected()).count(),
                peak,
                took);
    }

    /** Whether every order got the answer that it must get. */
    public boolean isGood() {
        return unexpected == 0;
    }

    @Override
    public String toString() {
        return "%d orders (%d in flight): %d paid, %d refused, %d with an unexpected answer, in %d ms"
                .formatted(requests, peak, paid, refused, unexpected, took.toMillis());
    }
}
