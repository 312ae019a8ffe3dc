package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Makes each single operation of a device fail, in each way, and checks what is in the file and what was counted. */
@Timeout(60)
class RecordStreamTest {
    /** How an operation fails. */
    private enum Fault {
        EXCEPTION,
        ERROR,
        NO_MEMORY,
        SHORT_WRITE,
        FAILS_FOR_LONG
    }

    /** A file in memory of which one operation fails: an opening or a write. */
    private static class FaultyFile implements Device.Opener, Device, RecordStream.Listener {
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        private final int failing;
        private final Fault fault;
        int operations;
        int written;
        int failures;
        int recoveries;
        boolean abandoned;

        FaultyFile(int failing, Fault fault) {
            this.failing = failing;
            this.fault = fault;
        }

        @Override
        public Device open() throws IOException {
            operate();
            return this;
        }

        @Override
        public int write(byte[] bytes, int offset, int length) throws IOException {
            int operation = operate();
            int taken = operation == failing && fault == Fault.SHORT_WRITE ? Math.max(1, length / 3) : length;
            file.write(bytes, offset, taken);
            return taken;
        }

        private int operate() throws IOException {
            int operation = operations++;
            int last = fault == Fault.FAILS_FOR_LONG ? failing + 3 : failing;
            if (operation >= failing && operation <= last && fault != Fault.SHORT_WRITE) {
                switch (fault) {
                    case ERROR -> throw new InternalError("a page of the file is gone");
                    case NO_MEMORY -> throw new OutOfMemoryError("no memory");
                    default -> throw new IOException("No space left on device");
                }
            }
            return operation;
        }

        @Override
        public void close() throws IOException {
            throw new IOException("closing fails as well");
        }

        @Override
        public void written(int records) {
            written += records;
        }

        @Override
        public void failed(Throwable failure) {
            failures++;
        }

        @Override
        public void recovered() {
            recoveries++;
        }

        @Override
        public boolean isAbandoned() {
            return abandoned;
        }
    }

    private static String record(int i) {
        return "record " + i + "\n";
    }

    private static void write(RecordStream stream, int i) {
        byte[] bytes = record(i).getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
        stream.endRecord();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostOrDoubledWhicheverOperationFails(Fault fault) {
        for (int failing = 0; failing < 12; failing++) {
            FaultyFile file = new FaultyFile(failing, fault);
            RecordStream stream = new RecordStream(file, file);
            for (int i = 0; i < 30; i++) {
                write(stream, i);
                if (i % 3 == 2) {
                    stream.writeBatch();
                    assertThat(file.written).as("counted after batch").isEqualTo(i + 1);
                }
            }
            stream.close();
            assertThat(file.file.toString(StandardCharsets.UTF_8))
                    .as("operation %d", failing)
                    .isEqualTo(IntStream.range(0, 30)
                            .mapToObj(RecordStreamTest::record)
                            .reduce("", String::concat));
            assertThat(file.written).isEqualTo(30);
            assertThat(file.failures).isEqualTo(file.recoveries);
        }
    }

    @Test
    void onlyWhatWasTakenWholeCountsWhenTheRestIsAbandoned() {
        for (int taken = 1; taken < 3 * record(0).length(); taken++) {
            int limit = taken;
            FaultyFile full = new FaultyFile(Integer.MAX_VALUE, Fault.EXCEPTION) {
                @Override
                public int write(byte[] bytes, int offset, int length) throws IOException {
                    int room = limit - file.size();
                    if (room == 0) {
                        abandoned = true;
                        throw new IOException("No space left on device");
                    }
                    file.write(bytes, offset, Math.min(room, length));
                    return Math.min(room, length);
                }
            };
            RecordStream stream = new RecordStream(full, full);
            for (int i = 0; i < 3; i++) {
                write(stream, i);
            }
            stream.close();
            assertThat(full.file.size()).isEqualTo(taken);
            assertThat(full.written).isEqualTo(taken / record(0).length());
        }
    }

    @Test
    void whatIsTakenBackIsNotWritten() {
        FaultyFile file = new FaultyFile(Integer.MAX_VALUE, Fault.EXCEPTION);
        RecordStream stream = new RecordStream(file, file);
        write(stream, 0);
        int before = stream.length();
        stream.write("half a rec".getBytes(StandardCharsets.UTF_8), 0, 10);
        stream.truncate(before);
        write(stream, 1);
        stream.writeBatch();
        assertThat(file.file.toString(StandardCharsets.UTF_8)).isEqualTo(record(0) + record(1));
        assertThat(file.written).isEqualTo(2);
    }

    @Test
    void aRecordThatIsLargerThanTheBatchIsWritten() {
        FaultyFile file = new FaultyFile(Integer.MAX_VALUE, Fault.EXCEPTION);
        RecordStream stream = new RecordStream(file, file);
        byte[] large = "x".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);
        stream.write(large, 0, large.length);
        stream.endRecord();
        assertThat(stream.isFull()).isTrue();
        stream.writeBatch();
        write(stream, 1);
        stream.close();
        assertThat(file.file.size()).isEqualTo(large.length + record(1).length());
        assertThat(file.written).isEqualTo(2);
    }

    @Test
    void bytesWithoutARecordAreWrittenButNotCounted() {
        FaultyFile file = new FaultyFile(Integer.MAX_VALUE, Fault.EXCEPTION);
        RecordStream stream = new RecordStream(file, file);
        stream.write('#');
        stream.close();
        assertThat(file.file.toString(StandardCharsets.UTF_8)).isEqualTo("#");
        assertThat(file.written).isZero();
    }
}
