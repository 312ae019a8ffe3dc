package dev.whence.agent.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.whence.agent.live.Node.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The source lines at which most of the futures and the work in flight were made. */
final class BusySites {
    private final Map<Label, Site> byLabel = new HashMap<>();

    /** What was made at one line in one way. */
    private static final class Site {
        final Label label;
        int pending;
        int queued;
        int delayed;
        long oldestMillis;

        Site(Label label) {
            this.label = label;
        }

        int all() {
            return pending + queued + delayed;
        }
    }

    BusySites(Iterable<Node> nodes) {
        for (Node node : nodes) {
            if (node.kind() != Kind.THREAD) {
                add(node, Objects.requireNonNull(node.shape).label);
            }
        }
    }

    private void add(Node node, Label label) {
        Site site = byLabel.computeIfAbsent(label.ofSite(), Site::new);
        switch (label.state()) {
            case "queued" -> site.queued++;
            case "delayed" -> site.delayed++;
            default -> site.pending++;
        }
        site.oldestMillis = Math.max(site.oldestMillis, node.ageMillis());
    }

    void write(JsonGenerator json) throws IOException {
        List<Site> sites = new ArrayList<>(byLabel.values());
        sites.sort(Comparator.comparingInt((Site site) -> -site.all()));
        json.writeArrayFieldStart("sites");
        for (Site site : sites.subList(0, Math.min(sites.size(), Frame.MOST))) {
            json.writeStartObject();
            json.writeStringField("what", site.label.what());
            if (site.label.at() != null) {
                json.writeStringField("at", site.label.at());
            }
            json.writeNumberField("pending", site.pending);
            json.writeNumberField("queued", site.queued);
            json.writeNumberField("delayed", site.delayed);
            json.writeNumberField("oldestMillis", site.oldestMillis);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("sitesLeftOut", Math.max(0, sites.size() - Frame.MOST));
    }
}
