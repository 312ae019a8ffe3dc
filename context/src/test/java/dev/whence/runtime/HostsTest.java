package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, true",
        "localhost, LOCALHOST., true",
        "localhost, localhost.example.com, false",
        "Shop.Example.com, shop.example.com, true",
        "*.example.com, shop.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, badexample.com, false",
        "*.example.com, shop.example.com.evil.net, false",
        "10.*, 10.1.2.3, true",
        "10.*, 10.evil.net, false",
        "10.*, 110.1.2.3, false",
        "10.*, 10., false",
        "shop.*, shop.local, true",
        "shop.*, shopping.local, false",
        "::1, [::1], true",
        "[::1], ::1, true",
        "'a,*.b,c', x.b, true",
        "'a,*.b,c', d, false",
        "none, localhost, false",
        "all, anything, true",
    })
    void contain(String option, String host, boolean expected) {
        assertThat(Hosts.of(option).contain(host)).isEqualTo(expected);
    }

    @Test
    void aHostThatIsNotKnownIsOnlyAmongAll() {
        assertThat(Hosts.of("all").contain(null)).isTrue();
        assertThat(Hosts.of("localhost").contain(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"localhost, localhost", "localhost:8080, localhost", "[::1]:8080, [::1]", "[::1], [::1]", ","})
    void theHostOfAnAuthority(@Nullable String authority, @Nullable String host) {
        assertThat(Hosts.ofAuthority(authority)).isEqualTo(host);
    }
}
