// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One message to the user: what, where, why and what to do. Made by {@link #error}, {@link
 * #warning} or {@link #note} and completed by the methods that return a changed copy:
 *
 * <pre>{@code
 * Diagnostic.error("E0203", "cannot broadcast f32[n, 3] with f32[n, 4]")
 *     .at(operator)
 *     .label(left, "f32[n, 3]\tfrom input a (line 1)")
 *     .label(right, "f32[n, 4]\tfrom input b (line 1)")
 *     .because("axis 1: 3 and 4 differ and neither is 1")
 *     .help("slice one side, e.g. b[:, 0:3]")
 * }</pre>
 *
 * @param severity how much it matters
 * @param code its entry in the catalogue, such as {@code E0203}
 * @param message one line: what is wrong
 * @param span the place the caret points to, or null when no text is at fault
 * @param labels further places, each with a word on it; a label whose span equals {@code span}
 *     stands beside the caret. A tab in a label's text parts columns that are lined up
 * @param notes the causes, one line each
 * @param help what to do about it, one line each
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    Span span,
    List<Label> labels,
    List<String> notes,
    List<String> help) {

  /** A place with a word on it. */
  public record Label(Span span, String text) {
    public Label {
      Objects.requireNonNull(span, "span");
      Objects.requireNonNull(text, "text");
    }
  }

  public Diagnostic {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    help = List.copyOf(help);
  }

  /** A mistake that stops the work. */
  public static Diagnostic error(String code, String message) {
    return of(Severity.ERROR, code, message);
  }

  /** Something that is probably not what was meant. */
  public static Diagnostic warning(String code, String message) {
    return of(Severity.WARNING, code, message);
  }

  /** Something worth knowing. */
  public static Diagnostic note(String code, String message) {
    return of(Severity.NOTE, code, message);
  }

  private static Diagnostic of(Severity severity, String code, String message) {
    return new Diagnostic(severity, code, message, null, List.of(), List.of(), List.of());
  }

  /** A copy whose caret points to {@code place}. */
  public Diagnostic at(Span place) {
    return new Diagnostic(severity, code, message, place, labels, notes, help);
  }

  /** A copy with one more labelled place. */
  public Diagnostic label(Span place, String text) {
    List<Label> more = with(labels, new Label(place, text));
    return new Diagnostic(severity, code, message, span, more, notes, help);
  }

  /** A copy with one more cause. */
  public Diagnostic because(String note) {
    return new Diagnostic(severity, code, message, span, labels, with(notes, note), help);
  }

  /** A copy with one more line of help. */
  public Diagnostic help(String line) {
    return new Diagnostic(severity, code, message, span, labels, notes, with(help, line));
  }

  /** True for an error. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The text shown to the user, with the lines of {@code source} it speaks of. */
  public String render(Source source) {
    return new DiagnosticText(source).render(this);
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
