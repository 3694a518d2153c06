// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import java.util.List;

/**
 * The user's text, or a call of it, is wrong. Carries every diagnostic of the text at once; the
 * message is their rendering.
 */
public final class WeftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** So many diagnostics are rendered in the message; the rest are counted. */
  private static final int RENDERED = 20;

  private final transient Source source;
  private final transient List<Diagnostic> diagnostics;

  /**
   * Reports diagnostics about a text.
   *
   * @param source the text
   * @param diagnostics what is wrong with it, the most useful first; not empty
   */
  public WeftException(Source source, List<Diagnostic> diagnostics) {
    super(message(source, diagnostics));
    this.source = source;
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Reports one diagnostic about a text. */
  public WeftException(Source source, Diagnostic diagnostic) {
    this(source, List.of(diagnostic));
  }

  /** The text that is wrong. */
  public Source source() {
    return source;
  }

  /** Everything that is wrong with it; never empty. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The code of the first diagnostic. */
  public String code() {
    return diagnostics.getFirst().code();
  }

  private static String message(Source source, List<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      throw new IllegalArgumentException("a WeftException needs a diagnostic");
    }
    DiagnosticText text = new DiagnosticText(source);
    StringBuilder all = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics.subList(0, Math.min(RENDERED, diagnostics.size()))) {
      all.append(all.isEmpty() ? "" : "\n").append(text.render(diagnostic));
    }
    if (diagnostics.size() > RENDERED) {
      all.append("\n... and ").append(diagnostics.size() - RENDERED).append(" more\n");
    }
    return all.toString();
  }
}
