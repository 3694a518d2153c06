// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.Ident;
import java.util.List;
import java.util.Optional;

/** Names that mean something without being declared. */
final class Names {
  static final List<String> ATTRIBUTES =
      List.of("T", "mT", "real", "imag", "shape", "ndim", "size", "dtype");

  static final List<String> CONSTANTS = List.of("pi", "e", "tau", "inf", "nan");

  private Names() {}

  /** The named constants; an input of the same name comes before them. */
  static Optional<Scalar> constant(String name) {
    return switch (name) {
      case "pi" -> Optional.of(new Scalar.Real(Math.PI));
      case "e" -> Optional.of(new Scalar.Real(Math.E));
      case "tau" -> Optional.of(new Scalar.Real(2 * Math.PI));
      case "inf" -> Optional.of(new Scalar.Real(Double.POSITIVE_INFINITY));
      case "nan" -> Optional.of(new Scalar.Real(Double.NaN));
      default -> Optional.empty();
    };
  }

  static Diagnostic unknown(String name, Span span) {
    Diagnostic diagnostic = ErrorCode.E0101.at(span, "unknown name '" + name + "'");
    return Functions.exists(name)
        ? diagnostic.help("'" + name + "' is a function: write " + name + "(...)")
        : diagnostic;
  }

  static Mistake unknownAttribute(Ident name, Span span) {
    Mistake mistake = ErrorCode.E0105.mistake(span, "unknown attribute '" + name.text() + "'");
    if (Calls.isMethod(name.text())) {
      return mistake.help("call it: ." + name.text() + "()");
    }
    return mistake.help("attributes are " + String.join(", ", ATTRIBUTES));
  }
}
