// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;

/** One entry between the brackets of {@code a[...]}. */
public sealed interface Subscript {
  Span span();

  /** {@code a[i]}. */
  record At(Span span, Expr index) implements Subscript {}

  /** {@code a[from:to:step]}; what the text leaves out is null. */
  record Slice(Span span, Expr from, Expr to, Expr step) implements Subscript {}

  /** {@code a[None]}. */
  record NewAxis(Span span) implements Subscript {}

  /** {@code a[...]}. */
  record Ellipsis(Span span) implements Subscript {}
}
