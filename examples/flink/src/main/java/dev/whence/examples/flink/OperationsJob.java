package dev.whence.examples.flink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The job: reads the log lines of services, puts those of each operation together, and writes it in causal order.
 *
 * <p>Each operator has an ID of its own, so that a savepoint fits a later version of the job.
 */
public final class OperationsJob {
    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    private final JobOptions options;

    OperationsJob(JobOptions options) {
        this.options = options;
    }

    /** Runs the job where Flink's command line says, or in this JVM. */
    public static void main(String[] arguments) throws Exception {
        OperationsJob job = new OperationsJob(JobOptions.parse(arguments));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        job.write(job.lines(environment));
        environment.execute("whence operations");
    }

    /** Returns the lines of all sources. */
    DataStream<Line> lines(StreamExecutionEnvironment environment) throws IOException {
        configure(environment);
        List<DataStream<Line>> sources = new ArrayList<>();
        if (!options.files.isEmpty()) {
            // A reader has one file at a time, and is idle when it has none. The source itself would not notice that.
            sources.add(environment
                    .fromSource(files(), WatermarkStrategy.noWatermarks(), "files")
                    .uid("files")
                    .assignTimestampsAndWatermarks(watermarks())
                    .name("times of files")
                    .uid("times-of-files"));
        }
        if (options.kafka != null) {
            sources.add(environment
                    .fromSource(kafka(options.kafka), watermarks(), "kafka")
                    .uid("kafka"));
        }
        return sources.size() == 1 ? sources.get(0) : sources.get(0).union(sources.get(1));
    }

    private void configure(StreamExecutionEnvironment environment) throws IOException {
        if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
            environment.enableCheckpointing(CHECKPOINTS.toMillis());
        }
        // A type that only Kryo could write would be slow, and no later version could read it.
        Configuration configuration = new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        // Flink's default is the memory of the job manager, which takes 5 MB of each state.
        if (environment
                .getConfiguration()
                .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                .isEmpty()) {
            configuration.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints().toString());
        }
        environment.configure(configuration);
    }

    private Path checkpoints() throws IOException {
        Path folder = new Path(options.out, ".checkpoints");
        boolean isQualified = folder.toUri().getScheme() != null;
        return isQualified ? folder : folder.makeQualified(FileSystem.get(FileSystem.getDefaultFsUri()));
    }

    private WatermarkStrategy<Line> watermarks() {
        long skew = options.maxSkew.toMillis();
        long delay = options.maxDelay.toMillis();
        return WatermarkStrategy.forGenerator(context -> new LineWatermarks(Clock.systemUTC(), skew, delay))
                .withTimestampAssigner((line, none) -> line.time)
                .withIdleness(options.idle);
    }

    private FileSource<Line> files() {
        Path[] paths = options.files.stream().map(Path::new).toArray(Path[]::new);
        Pattern names = options.names;
        long settled = options.watch == null ? 0 : options.settled.toMillis();
        FileSource.FileSourceBuilder<Line> files = FileSource.forBulkFileFormat(new LogFormat(), paths)
                .setFileEnumerator(() -> new FinishedFiles(names, settled))
                .setSplitAssigner(FilesInOrder::new);
        return (options.watch == null ? files : files.monitorContinuously(options.watch)).build();
    }

    // The method of Flink's connector wants this type, which Kafka means to replace.
    @SuppressWarnings("deprecation")
    private KafkaSource<Line> kafka(String servers) {
        Properties properties = new Properties();
        properties.putAll(options.kafkaProperties);
        KafkaSourceBuilder<Line> kafka = KafkaSource.<Line>builder()
                .setProperties(properties)
                .setBootstrapServers(servers)
                .setTopics(options.topics)
                .setGroupId(options.group)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new KafkaLines());
        return (options.isBounded ? kafka.setBounded(OffsetsInitializer.latest()) : kafka).build();
    }

    /** Writes the operations of lines, and the lines that are in none. */
    void write(DataStream<Line> lines) {
        SingleOutputStreamOperator<Line> placed =
                lines.process(new Triage()).name("triage").uid("triage");
        SingleOutputStreamOperator<byte[]> operations = placed.keyBy(line -> line.operation)
                .process(new Operations(options.quiet.toMillis(), options.maxSkew.toMillis(), options.maxLines))
                .name("operations")
                .uid("operations");
        write(operations, "operations");
        write(operations.getSideOutput(Outputs.LATE), Outputs.LATE.getId());
        write(placed.getSideOutput(Outputs.MALFORMED), Outputs.MALFORMED.getId());
        write(placed.getSideOutput(Outputs.OUTSIDE), Outputs.OUTSIDE.getId());
    }

    /** Writes files that have what a checkpoint has, so that nothing is written twice after a failure. */
    private void write(DataStream<byte[]> objects, String folder) {
        Encoder<byte[]> encoder = (object, out) -> {
            out.write(object);
            out.write("\n".getBytes(StandardCharsets.US_ASCII));
        };
        FileSink<byte[]> sink = FileSink.forRowFormat(new Path(options.out, folder), encoder)
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(
                        OutputFileConfig.builder().withPartSuffix(".jsonl").build())
                .build();
        objects.sinkTo(sink).name("write " + folder).uid("write-" + folder);
    }
}
