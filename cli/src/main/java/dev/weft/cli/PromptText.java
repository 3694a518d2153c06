// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression string made of several texts of the user: definitions made before, then the
 * statement at hand. Mistakes in it are told with the text that the user typed.
 */
final class PromptText {
  private static final String SEPARATOR = "; ";

  private final StringBuilder text = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();

  /** A stretch of the whole text, and where it comes from. */
  private record Part(int start, Source source, Span from) {
    boolean holds(Span span) {
      return span.start() >= start && span.start() <= start + from.length();
    }

    Span origin(Span span) {
      return new Span(move(span.start()), move(span.end()));
    }

    private int move(int offset) {
      return Math.clamp(offset - start + from.start(), from.start(), from.end());
    }
  }

  /** Adds a statement that the user typed. */
  PromptText add(Source source, Span from) {
    separate();
    parts.add(new Part(text.length(), source, from));
    text.append(source.text(from));
    return this;
  }

  /** Adds a statement of ours. */
  PromptText add(String statement) {
    separate();
    text.append(statement);
    return this;
  }

  private void separate() {
    if (!text.isEmpty()) {
      text.append(SEPARATOR);
    }
  }

  /** The whole text. */
  String text() {
    return text.toString();
  }

  /** The mistakes of the whole text, as mistakes in what the user typed. */
  Failure told(WeftException mistake) {
    StringBuilder all = new StringBuilder();
    for (Diagnostic diagnostic : mistake.diagnostics()) {
      all.append(all.isEmpty() ? "" : "\n").append(render(diagnostic));
    }
    return new Failure(mistake.code(), all.toString());
  }

  /** A message with the lines that the user typed. */
  String render(Diagnostic diagnostic) {
    Part part = part(diagnostic.span());
    List<Diagnostic.Label> labels = new ArrayList<>();
    List<String> notes = new ArrayList<>(diagnostic.notes());
    for (Diagnostic.Label label : diagnostic.labels()) {
      if (part.holds(label.span())) {
        labels.add(new Diagnostic.Label(part.origin(label.span()), label.text()));
      } else {
        notes.add(label.text().replace('\t', ' '));
      }
    }
    return new Diagnostic(
            diagnostic.severity(),
            diagnostic.code(),
            diagnostic.message(),
            diagnostic.span() == null ? null : part.origin(diagnostic.span()),
            labels,
            notes,
            diagnostic.help())
        .render(part.source);
  }

  /** Where a span lies; what we added ourselves is about the statement before. */
  private Part part(Span span) {
    Part found = parts.getLast();
    for (Part part : parts) {
      if (span != null && part.holds(span)) {
        found = part;
      }
    }
    return found;
  }
}
