// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;
import java.util.List;

/** {@code @name} or {@code @name(arguments)} before a statement: how to compute, never what. */
public record Annotation(Span span, Ident name, List<Expr.Argument> arguments) {
  public Annotation {
    arguments = List.copyOf(arguments);
  }
}
