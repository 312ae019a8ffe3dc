package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {
    private final Map<String, String> logback = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private Service service(@Nullable String name, @Nullable String instance) {
        Service.Surroundings surroundings = new Service.Surroundings(logback::get, properties::get, environment::get);
        return Service.of(name, instance, surroundings, "5f57a886");
    }

    private @Nullable String name() {
        return service(null, null).name();
    }

    @Test
    void theFirstSourceThatKnowsTheNameIsUsed() {
        assertThat(name()).isNull();
        properties.put("sun.java.command", "shop.Main --port=80");
        assertThat(name()).isEqualTo("shop.Main");
        properties.put("LOGGED_APPLICATION_NAME", "[boot] ");
        assertThat(name()).isEqualTo("boot");
        environment.put("SPRING_APPLICATION_NAME", "spring variable");
        assertThat(name()).isEqualTo("spring variable");
        properties.put("spring.application.name", "spring property");
        assertThat(name()).isEqualTo("spring property");
        logback.put("spring.application.name", "logback property");
        assertThat(name()).isEqualTo("logback property");
        environment.put("OTEL_RESOURCE_ATTRIBUTES", "host.name=h, service.name = of%20resource+1 ,x");
        assertThat(name()).isEqualTo("of resource+1");
        environment.put("OTEL_SERVICE_NAME", "otel variable");
        assertThat(name()).isEqualTo("otel variable");
        properties.put("otel.service.name", "otel property");
        assertThat(name()).isEqualTo("otel property");
        assertThat(service("configured", null).name()).isEqualTo("configured");
        assertThat(service("", null).name()).isEmpty();
    }

    @Test
    void theInstanceIsThatOfOpenTelemetryOrOfTheTasks() {
        assertThat(service(null, null).instance()).isEqualTo("5f57a886");
        environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=pod-1");
        assertThat(service(null, null).instance()).isEqualTo("pod-1");
        assertThat(service(null, "configured").instance()).isEqualTo("configured");
        assertThat(service(null, "").instance()).isEmpty();
    }

    @Test
    void whatIsBlankOrBadlyEncodedDoesNoHarm() {
        environment.put("OTEL_SERVICE_NAME", " ");
        environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=100%");
        assertThat(name()).isEqualTo("100%");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.Main, /opt/classes:/opt/a.jar, shop.Main",
        "shop.Main of.jar, /opt/a.jar, shop.Main",
        "/opt/my shop/orders.jar a b, /opt/my shop/orders.jar, orders",
        "C:\\shop\\orders.jar, C:\\shop\\orders.jar, orders",
        "shop.module/shop.Main --x, '', shop.Main"
    })
    void theProgramIsTheJarOrTheMainClass(String command, String classPath, String name) {
        properties.put("sun.java.command", command);
        properties.put("java.class.path", classPath);
        assertThat(name()).isEqualTo(name);
    }

    @Test
    void whatIsForbiddenToReadIsUnknown() {
        Service.Surroundings forbidden = new Service.Surroundings(
                logback::get,
                name -> {
                    throw new SecurityException();
                },
                environment::get);
        environment.put("OTEL_SERVICE_NAME", "shop");
        assertThat(Service.of(null, null, forbidden, "").name()).isEqualTo("shop");
    }
}
