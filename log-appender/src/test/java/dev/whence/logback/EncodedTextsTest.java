package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedTextsTest {
    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2};

    private final EncodedTexts texts = new EncodedTexts();

    @Test
    void aTextIsFoundByItsIdentity() {
        texts.add("a", ONE);
        assertThat(texts.of("a")).isSameAs(ONE);
        assertThat(texts.of(new String("a".toCharArray()))).isNull();
        assertThat(texts.of("b")).isNull();
        assertThat(texts.of(null)).isNull();
    }

    @Test
    void twoTextsWithTheSameHashDoNotDisplaceEachOther() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        texts.add("Aa", ONE);
        texts.add("BB", TWO);
        assertThat(texts.of("Aa")).isSameAs(ONE);
        assertThat(texts.of("BB")).isSameAs(TWO);
    }

    @ParameterizedTest
    @CsvSource({"`, a", "a, `"})
    void twoTextsOfOnePairDoNotDisplaceEachOther(String first, String second) {
        texts.add(first, ONE);
        texts.add(second, TWO);
        assertThat(texts.of(first)).isSameAs(ONE);
        assertThat(texts.of(second)).isSameAs(TWO);
    }

    @Test
    void hugeTextsAreNotKept() {
        String huge = "a".repeat(1000);
        texts.add(huge, ONE);
        assertThat(texts.of(huge)).isNull();
        texts.add("a", new byte[1000]);
        assertThat(texts.of("a")).isNull();
    }
}
