// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.diagnostic.Source;
import dev.weft.dsl.Expr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Values that are known without calculating, such as {@code (0, -1)} or {@code "ij,jk"}, as text
 * without names. Where a value must be known when a line is compiled, an axis for instance, only
 * such a text will do.
 */
final class ClosedText {
  /** Longer texts would burden every line that uses the name. */
  private static final int LONGEST = 400;

  private final Function<String, String> names;
  private final List<Expr.Name> found = new ArrayList<>();

  private ClosedText(Function<String, String> names) {
    this.names = names;
  }

  /**
   * The text of a value with the texts of names put in, if it is closed and of reasonable length.
   *
   * @param names the text of a name, or null where it has none
   */
  static Optional<String> of(Source source, Expr value, Function<String, String> names) {
    ClosedText closed = new ClosedText(names);
    if (!closed.isClosed(value)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(source.text(value.span()));
    closed.found.sort(Comparator.comparingInt((Expr.Name name) -> name.span().start()).reversed());
    for (Expr.Name name : closed.found) {
      int start = name.span().start() - value.span().start();
      String put = "(" + names.apply(name.text()) + ")";
      text.replace(start, start + name.span().length(), put);
    }
    return Optional.of(text.toString()).filter(whole -> whole.length() <= LONGEST);
  }

  private boolean isClosed(Expr expr) {
    return switch (expr) {
      case Expr.IntLit _, Expr.FloatLit _, Expr.BoolLit _ -> true;
      case Expr.StringLit _, Expr.NoneLit _ -> true;
      case Expr.Name name -> {
        found.add(name);
        yield names.apply(name.text()) != null;
      }
      case Expr.Unary unary -> isClosed(unary.operand());
      case Expr.Chain chain ->
          isClosed(chain.first())
              && chain.rest().stream().allMatch(link -> isClosed(link.operand()));
      case Expr.Tuple tuple -> tuple.elements().stream().allMatch(this::isClosed);
      case Expr.ListLit list -> list.elements().stream().allMatch(this::isClosed);
      case Expr.ImaginaryLit _, Expr.Compare _, Expr.Logical _, Expr.Ternary _ -> false;
      case Expr.Call _, Expr.Index _, Expr.Attribute _ -> false;
      case Expr.LoopExpr _, Expr.ScanExpr _ -> false;
    };
  }
}
