// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes diagnostics about one source: message, place, the lines with their marks, cause, help. */
final class DiagnosticText {
  private final Source source;

  DiagnosticText(Source source) {
    this.source = source;
  }

  String render(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    out.append(diagnostic.severity().word());
    out.append('[').append(diagnostic.code()).append("]: ");
    out.append(DisplayLine.visible(diagnostic.message())).append('\n');
    TreeMap<Integer, List<Snippet.Mark>> lines = marksByLine(diagnostic);
    int digits = lines.isEmpty() ? 1 : Integer.toString(lines.lastKey()).length();
    String margin = " ".repeat(digits + 2);
    if (!lines.isEmpty()) {
      Span place = diagnostic.span() != null ? diagnostic.span() : firstLabel(diagnostic);
      out.repeat(' ', digits + 1).append("--> ").append(where(place)).append('\n');
      out.append(margin).append("|\n");
      snippets(out, lines, digits);
    }
    for (String note : diagnostic.notes()) {
      remark(out, margin + "= ", note);
    }
    for (String help : diagnostic.help()) {
      remark(out, margin + "= help: ", help);
    }
    return out.toString();
  }

  private void snippets(StringBuilder out, TreeMap<Integer, List<Snippet.Mark>> lines, int digits) {
    String margin = " ".repeat(digits + 2);
    int previous = lines.firstKey();
    for (Map.Entry<Integer, List<Snippet.Mark>> entry : lines.entrySet()) {
      int number = entry.getKey();
      if (number > previous + 1) {
        out.append("...\n");
      }
      previous = number;
      Snippet snippet =
          new Snippet(source.lineStart(number), source.lineText(number), entry.getValue());
      String counted = Integer.toString(number);
      out.repeat(' ', digits + 1 - counted.length()).append(counted);
      out.append((" | " + snippet.sourceRow()).stripTrailing()).append('\n');
      for (String row : snippet.markRows()) {
        out.append(margin).append("| ").append(row.stripTrailing()).append('\n');
      }
      for (Snippet.Mark mark : snippet.hidden()) {
        String place = "at column " + source.column(mark.start()) + ": ";
        remark(out, margin + "= " + place, mark.text().replace('\t', ' '));
      }
    }
  }

  /** A note or help; its further lines stand under its first. */
  private static void remark(StringBuilder out, String lead, String text) {
    String start = lead;
    for (String line : text.split("\n", -1)) {
      out.append(start).append(DisplayLine.visible(line)).append('\n');
      start = " ".repeat(lead.length());
    }
  }

  private String where(Span place) {
    int start = place.start();
    String name = DisplayLine.visible(source.name());
    return name + ":" + source.line(start) + ":" + source.column(start);
  }

  private static Span firstLabel(Diagnostic diagnostic) {
    return diagnostic.labels().getFirst().span();
  }

  private TreeMap<Integer, List<Snippet.Mark>> marksByLine(Diagnostic diagnostic) {
    TreeMap<Integer, List<Snippet.Mark>> lines = new TreeMap<>();
    Span primary = diagnostic.span();
    boolean spoken = false;
    for (Diagnostic.Label label : diagnostic.labels()) {
      boolean own = label.span().equals(primary);
      spoken |= own;
      mark(lines, label.span(), own, label.text());
    }
    if (primary != null && !spoken) {
      mark(lines, primary, true, "");
    }
    return lines;
  }

  private void mark(
      TreeMap<Integer, List<Snippet.Mark>> lines, Span span, boolean primary, String text) {
    Snippet.Mark mark = new Snippet.Mark(span.start(), span.end(), primary, text);
    lines.computeIfAbsent(source.line(span.start()), line -> new ArrayList<>()).add(mark);
  }
}
