package dev.whence.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MdcWithIdTest {
    private final Map<String, String> mdc = new HashMap<>(Map.of("user", "u1", "tenant", "t1"));
    private final Map<String, String> expected = Map.of("user", "u1", "tenant", "t1", "correlationId", "A");
    private final Map<String, String> map = new MdcWithId(mdc, "correlationId", "A");

    @Test
    void isTheMapWithTheIdWhicheverWayItIsRead() {
        assertThat(map).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(expected).isEqualTo(map);
        assertThat(map.get("correlationId")).isEqualTo("A");
        assertThat(map.get("user")).isEqualTo("u1");
        assertThat(map.get("other")).isNull();
        assertThat(map.get(null)).isNull();
        assertThat(map.containsKey("correlationId")).isTrue();
        assertThat(map.containsKey("tenant")).isTrue();
        assertThat(map.containsKey("other")).isFalse();
        assertThat(map.keySet()).isEqualTo(expected.keySet());
        assertThat(map.values()).containsExactlyInAnyOrderElementsOf(expected.values());
        Map<String, String> seen = new HashMap<>();
        map.forEach(seen::put);
        assertThat(seen).isEqualTo(expected);
        assertThat(new MdcWithId(Map.of(), "correlationId", "A")).isEqualTo(Map.of("correlationId", "A"));
    }

    @Test
    void cannotBeChanged() {
        assertThatThrownBy(() -> map.put("user", "u2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove("user")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            assertThatThrownBy(() -> entry.setValue("other")).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(mdc).containsOnlyKeys("user", "tenant");
    }

    @Test
    void isReadAsAMapOfTheJdk() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(map);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isExactlyInstanceOf(HashMap.class).isEqualTo(expected);
        }
    }
}
