package dev.whence.examples.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes a line of each message of Kafka. */
final class KafkaLines implements KafkaRecordDeserializationSchema<Line> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Line> out) {
        byte[] text = message.value() == null ? new byte[0] : message.value();
        Line line = Lines.of(message.topic() + "-" + message.partition(), message.offset(), text, message.timestamp());
        line.progress = line.damage.isEmpty() ? line.time : Line.NO_TIME;
        out.collect(line);
    }

    @Override
    public TypeInformation<Line> getProducedType() {
        return TypeInformation.of(Line.class);
    }
}
