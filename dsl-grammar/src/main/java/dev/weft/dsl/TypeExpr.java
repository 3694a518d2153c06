// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;
import java.util.List;

/**
 * A declared type, such as {@code f64[n, 3]}.
 *
 * @param dims empty for a scalar
 */
public record TypeExpr(Span span, Ident dtype, List<Dim> dims) {
  public TypeExpr {
    dims = List.copyOf(dims);
  }

  /** One axis of a declared type. */
  public sealed interface Dim {
    Span span();

    /**
     * A size: {@code 3}, {@code n}, {@code n + 1}, {@code time: n}.
     *
     * @param label the name of the axis, or null
     */
    record Size(Span span, Ident label, Expr value) implements Dim {}

    /**
     * {@code _}: an axis of any size.
     *
     * @param label the name of the axis, or null
     */
    record Any(Span span, Ident label) implements Dim {}

    /** {@code ...}: any number of axes. */
    record Rest(Span span) implements Dim {}
  }
}
