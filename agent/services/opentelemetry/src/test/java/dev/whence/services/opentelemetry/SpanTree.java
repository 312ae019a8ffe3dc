package dev.whence.services.opentelemetry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Comparator;
import java.util.List;

/** The spans of a program as they have arrived, by their names and their parents. */
record SpanTree(List<Span> spans) {
    /** Returns the only span of a name. */
    Span named(String name) {
        List<Span> found =
                spans.stream().filter(span -> span.getName().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans are called " + name + " of " + names(spans));
        }
        return found.get(0);
    }

    /** Returns the only child of a span that has the given name. */
    Span child(Span parent, String name) {
        return new SpanTree(children(parent)).named(name);
    }

    List<Span> children(Span parent) {
        return spans.stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .toList();
    }

    /** Returns the names of the spans to which a span links. */
    List<String> links(Span of) {
        return of.getLinksList().stream()
                .map(link -> names(spans.stream()
                        .filter(span -> span.getSpanId().equals(link.getSpanId())
                                && span.getTraceId().equals(link.getTraceId()))
                        .toList()))
                .map(names -> String.join(" ", names))
                .toList();
    }

    /** Returns a span and all below it, one a line in the order of their starts, with the names of what they link to. */
    String text(Span top) {
        StringBuilder text = new StringBuilder();
        append(top, "", text);
        return text.toString();
    }

    private void append(Span span, String indentation, StringBuilder text) {
        text.append(indentation).append(span.getName());
        links(span).forEach(link -> text.append("  -> ").append(link));
        text.append('\n');
        children(span).stream()
                .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
                .forEach(child -> append(child, indentation + "  ", text));
    }

    static List<String> names(List<Span> spans) {
        return spans.stream().map(Span::getName).sorted().toList();
    }

    static boolean isRoot(Span span) {
        return span.getParentSpanId().equals(ByteString.EMPTY);
    }

    static long nanos(Span span) {
        return span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
    }

    static AnyValue attribute(Span span, String key) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .findFirst()
                .map(attribute -> attribute.getValue())
                .orElse(AnyValue.getDefaultInstance());
    }
}
