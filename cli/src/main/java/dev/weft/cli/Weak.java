// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.compiler.elaborate.Vocabulary;
import dev.weft.dsl.Expr;
import dev.weft.dsl.ExpressionText;
import java.util.function.Predicate;

/** Which scalars are weak: numbers that were written without a dtype, and what they make. */
final class Weak {
  private Weak() {}

  /** True for a text that is a weak scalar by itself. */
  static boolean isWeak(ExpressionText text) {
    return text.statements().isEmpty()
        && isWeak(text.value(), name -> Vocabulary.constants().contains(name));
  }

  /**
   * True for a weak scalar.
   *
   * @param names which names are weak scalars
   */
  static boolean isWeak(Expr expr, Predicate<String> names) {
    return switch (expr) {
      case Expr.IntLit number -> number.dtype() == null;
      case Expr.FloatLit number -> number.dtype() == null;
      case Expr.BoolLit _ -> true;
      case Expr.Name name -> names.test(name.text());
      case Expr.Unary unary -> isWeak(unary.operand(), names);
      case Expr.Chain chain ->
          isWeak(chain.first(), names)
              && chain.rest().stream().allMatch(link -> isWeak(link.operand(), names));
      case Expr.Ternary ternary ->
          isWeak(ternary.condition(), names)
              && isWeak(ternary.then(), names)
              && isWeak(ternary.otherwise(), names);
      case Expr.ImaginaryLit _, Expr.StringLit _, Expr.NoneLit _ -> false;
      case Expr.Compare _, Expr.Logical _ -> false;
      case Expr.Call _, Expr.Index _, Expr.Attribute _ -> false;
      case Expr.Tuple _, Expr.ListLit _, Expr.LoopExpr _, Expr.ScanExpr _ -> false;
    };
  }
}
