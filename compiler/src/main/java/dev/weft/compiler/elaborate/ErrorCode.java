// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;

/** The catalogue of mistakes in what a text means, with the title of each. */
public enum ErrorCode {
  E0101("unknown name"),
  E0102("unknown function"),
  E0103("wrong number of arguments"),
  E0104("unknown or repeated keyword"),
  E0105("unknown attribute or method"),
  E0106("name declared twice"),
  E0107("not a function"),
  E0108("input without a value"),

  E0201("operation not defined for a dtype"),
  E0202("argument of the wrong kind"),
  E0203("shapes that do not broadcast"),
  E0204("sizes that differ"),
  E0205("axis out of range or repeated"),
  E0206("literal that does not fit"),
  E0207("invalid index"),
  E0208("index out of range"),
  E0209("impossible shape"),
  E0210("reduction of nothing without an identity"),
  E0211("invalid einsum subscripts"),
  E0212("integer to a negative power"),
  E0213("input that does not match its declaration"),
  E0214("size that is negative or beyond all memory"),
  E0215("mask that does not fit"),

  E0301("not in this version"),
  E0302("limit exceeded"),
  E0303("value that must be known when compiling"),
  E0304("size that is not known before the program runs"),
  E0305("carried value that changes its type"),
  E0306("recursive function"),
  E0307("output declared twice, or none"),
  E0308("function without a value"),

  /** A warning. */
  W0101("bits between comparisons");

  private final String title;

  ErrorCode(String title) {
    this.title = title;
  }

  /** What all mistakes of this code have in common. */
  public String title() {
    return title;
  }

  Diagnostic at(Span span, String message) {
    return this == W0101
        ? Diagnostic.warning(name(), message).at(span)
        : Diagnostic.error(name(), message).at(span);
  }

  /** A mistake to throw. */
  Mistake mistake(Span span, String message) {
    return new Mistake(at(span, message));
  }
}
