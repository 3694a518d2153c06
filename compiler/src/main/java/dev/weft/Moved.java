// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.dsl.Numerals;

/**
 * Messages about a text brought to another of its form, whose numbers are longer or shorter.
 *
 * @param source the other text
 * @param from the numbers of the text that the messages speak of
 * @param to those of the other
 */
record Moved(Source source, Numerals from, Numerals to) {

  WeftException exception(WeftException about) {
    WeftException here =
        new WeftException(source, about.diagnostics().stream().map(this::diagnostic).toList());
    here.setStackTrace(about.getStackTrace());
    return here;
  }

  Diagnostic diagnostic(Diagnostic about) {
    return new Diagnostic(
        about.severity(),
        about.code(),
        about.message(),
        about.span() == null ? null : span(about.span()),
        about.labels().stream()
            .map(label -> new Diagnostic.Label(span(label.span()), label.text()))
            .toList(),
        about.notes(),
        about.help());
  }

  private Span span(Span about) {
    return from.in(to, about);
  }
}
