package dev.whence.demo.load;

import dev.whence.demo.load.Customers.Answer;
import java.time.Duration;
import java.util.List;

/**
 * What came of a load.
 *
 * @param unexpected answers that are missing, or of another kind than that order must get
 * @param correlated answers that name the correlation of their order
 * @param peak how many were in flight at most
 */
public record LoadSummary(
        int requests, long paid, long refused, long unexpected, long correlated, int peak, Duration took) {
    static LoadSummary of(List<Answer> answers, int peak, Duration took) {
        return new LoadSummary(
                answers.size(),
                answers.stream().filter(Answer::isPaid).count(),
                answers.stream().filter(Answer::isRefused).count(),
                answers.stream().filter(answer -> !answer.isExpected()).count(),
                answers.stream().filter(Answer::isCorrelated).count(),
                peak,
                took);
    }

    /** Whether every order got the answer that it must get. */
    public boolean isGood() {
        return unexpected == 0;
    }

    /** Whether every answer names the correlation of its order. */
    public boolean isCorrelated() {
        return correlated == requests;
    }

    @Override
    public String toString() {
        return "%d orders (%d in flight): %d paid, %d refused, %d with an unexpected answer, %d correlated, in %d ms"
                .formatted(requests, peak, paid, refused, unexpected, correlated, took.toMillis());
    }
}
