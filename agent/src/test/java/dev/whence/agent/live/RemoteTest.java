package dev.whence.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteTest {
    @DisplayName("a request is its method, its host and its path")
    @ParameterizedTest
    @CsvSource({
        "http://shop:8080/orders, , GET http://shop:8080, /orders",
        "http://shop, , GET http://shop, /",
        "http://shop?key=secret, , GET http://shop, /",
        "http://user:secret@shop/a?key=secret, , GET http://shop, /a",
        "http://user:p@ss@shop/a@b, , GET http://shop, /a@b",
        "https://[::1]:9/a;jsessionid=secret/b, , GET https://[::1]:9, /a",
        "http://shop/a#secret, , GET http://shop, /a",
        "/to?next=http://other/, shop:80, GET shop:80, /to",
        "/orders, user:secret@shop, GET shop, /orders",
        "/orders, , GET, /orders",
        "*, shop, GET shop, *",
    })
    void request(String target, String host, String what, String path) {
        assertThat(Remote.request("GET", target, host)).isEqualTo(new Remote(what, path));
    }
}
