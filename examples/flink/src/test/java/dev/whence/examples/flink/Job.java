package dev.whence.examples.flink;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A run of the job in the mini-cluster of a test. */
final class Job {
    private final Path out;
    private final OperationsJob job;
    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();

    Job(Path out, String... options) {
        this.out = out;
        this.job = new OperationsJob(JobOptions.parse(
                Stream.concat(Stream.of(options), Stream.of("--out=" + out)).toArray(String[]::new)));
        environment.enableCheckpointing(100);
    }

    Job slots(int slots) {
        environment.setParallelism(slots);
        return this;
    }

    Job mode(RuntimeExecutionMode mode) {
        environment.setRuntimeMode(mode);
        return this;
    }

    /** Goes on from a savepoint. */
    Job from(String savepoint) {
        environment.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        return this;
    }

    /** Runs to the end of the input. */
    Written run() throws Exception {
        return run(lines -> lines);
    }

    /** Runs to the end of the input, with something between the sources and the rest. */
    Written run(UnaryOperator<DataStream<Line>> between) throws Exception {
        job.write(between.apply(job.lines(environment)));
        environment.execute();
        return new Written(out);
    }

    /** Begins to run. */
    JobClient start() throws Exception {
        job.write(job.lines(environment));
        return environment.executeAsync();
    }
}
