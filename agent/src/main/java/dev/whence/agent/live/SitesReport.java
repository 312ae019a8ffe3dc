package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.runtime.Boundaries;
import dev.whence.runtime.Boundary;
import dev.whence.runtime.Boundary.Route;
import dev.whence.runtime.Histogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the hops of each source line cost, as JSON. The documentation describes the format. */
final class SitesReport {
    /** The version of the format. It changes when a reader of the old one would misunderstand the new one. */
    private static final int FORMAT = 1;

    private static final double RARE = 0.99;

    private final String version;

    /** Only what has this text in its source line; empty for all. */
    private final String site;

    /** How many source lines are told of at most. */
    private final int limit;

    private final Comparator<Boundary> order;

    SitesReport(Request request, String version) {
        this.version = version;
        this.site = request.text("site");
        this.limit = request.number("limit", Integer.MAX_VALUE);
        this.order = Comparator.comparingLong(size(request.text("sort"))).reversed();
    }

    private static ToLongFunction<Boundary> size(String sort) {
        return switch (sort) {
            case "wait" -> one -> rare(one.waits());
            case "run" -> one -> rare(one.runs());
            case "failures" -> Boundary::failures;
            default -> Boundary::hops;
        };
    }

    private static long rare(@Nullable Histogram times) {
        return times == null ? 0 : times.quantile(RARE);
    }

    /** Writes what was measured until now. */
    void writeTo(JsonGenerator json) throws IOException {
        List<Boundary> sites = new ArrayList<>(Boundaries.known());
        Boundary others = Boundaries.others();
        long hops = others.hops();
        for (Boundary one : sites) {
            hops += one.hops();
        }
        sites.removeIf(one -> one.hops() <= 0 || !one.site().contains(site));
        sites.sort(order);
        json.writeStartObject();
        Heading.write(json, FORMAT, version);
        json.writeNumberField("hops", hops);
        json.writeArrayFieldStart("sites");
        for (Boundary one : sites.subList(0, Math.min(sites.size(), limit))) {
            site(json, one);
        }
        json.writeEndArray();
        json.writeNumberField("sitesLeftOut", Math.max(0, sites.size() - limit));
        if (others.hops() > 0) {
            json.writeFieldName("others");
            site(json, others);
        }
        json.writeEndObject();
    }

    /** Writes an array with the source lines of which there were most hops, without what does not fit into a row. */
    static void writeRows(JsonGenerator json, int most) throws IOException {
        List<Boundary> sites = new ArrayList<>(Boundaries.known());
        sites.removeIf(one -> one.hops() <= 0);
        sites.sort(Comparator.comparingLong(Boundary::hops).reversed());
        json.writeArrayFieldStart("hops");
        for (Boundary one : sites.subList(0, Math.min(sites.size(), most))) {
            json.writeStartObject();
            figures(json, one);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("hopsLeftOut", Math.max(0, sites.size() - most));
    }

    private static void site(JsonGenerator json, Boundary one) throws IOException {
        json.writeStartObject();
        figures(json, one);
        List<Route> routes = new ArrayList<>(one.routes());
        routes.sort(Comparator.comparingLong(Route::hops).reversed());
        json.writeArrayFieldStart("routes");
        for (Route route : routes) {
            json.writeStartObject();
            json.writeStringField("from", route.from);
            json.writeStringField("to", route.to);
            json.writeNumberField("hops", route.hops());
            json.writeEndObject();
        }
        json.writeEndArray();
        verdict(json, one, routes.isEmpty() ? "the pool" : routes.get(0).to);
        json.writeEndObject();
    }

    private static void figures(JsonGenerator json, Boundary one) throws IOException {
        json.writeStringField("at", one.site());
        json.writeStringField("what", one.api);
        json.writeNumberField("hops", one.hops());
        json.writeNumberField("measured", one.samples());
        json.writeNumberField("begun", one.begun());
        json.writeNumberField("failures", one.failures());
        json.writeNumberField("cancellations", one.cancellations());
        times(json, "waitNanos", one.waits());
        times(json, "runNanos", one.runs());
    }

    private static void times(JsonGenerator json, String name, @Nullable Histogram times) throws IOException {
        if (times != null) {
            json.writeObjectFieldStart(name);
            json.writeNumberField("p50", times.quantile(0.5));
            json.writeNumberField("p99", times.quantile(RARE));
            json.writeNumberField("max", times.max());
            json.writeEndObject();
        }
    }

    private static void verdict(JsonGenerator json, Boundary one, String pool) throws IOException {
        Histogram waits = one.waits();
        Histogram runs = one.runs();
        Verdict verdict = waits == null || runs == null
                ? null
                : Verdict.of(new Verdict.Measured(
                        one.comparisons(),
                        one.shorter(),
                        waits.quantile(0.5),
                        waits.quantile(RARE),
                        runs.quantile(0.5),
                        pool));
        if (verdict != null) {
            json.writeNumberField("shorterPercent", Math.round(100 * one.shorter()));
            json.writeStringField("verdict", verdict.name());
            json.writeStringField("advice", verdict.text());
        }
    }
}
