// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.dsl.CompareOp;
import dev.weft.dsl.Expr;
import java.util.Optional;

/**
 * Comparisons with words in the prelude: {@code mode == "full"}, {@code axis == None}, {@code
 * x.dtype == "f32"}. They are known when compiling, so that a ternary chooses one branch.
 */
final class Choices {
  private Choices() {}

  /** True or False where a word stands on one side. */
  static Optional<Value> compare(Expressions expressions, Expr.Compare compare, Scope scope) {
    Expr.Comparison only = compare.rest().getFirst();
    if (!isWord(compare.first(), scope) && !isWord(only.operand(), scope)) {
      return Optional.empty();
    }
    Value left = expressions.value(compare.first(), scope);
    Value right = expressions.value(only.operand(), scope);
    boolean same = word(left).equals(word(right));
    return Optional.of(Num.weak(new Scalar.Bool(same == (only.op() == CompareOp.EQUAL))));
  }

  private static boolean isWord(Expr expr, Scope scope) {
    return switch (expr) {
      case Expr.StringLit _, Expr.NoneLit _ -> true;
      case Expr.Attribute attribute -> attribute.name().text().equals("dtype");
      case Expr.Name name -> scope.value(name.text(), scope.region()) instanceof Value.Text;
      default -> false;
    };
  }

  /** What a value is called; a number has no name. */
  private static String word(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.TypeName type -> type.dtype().shortName();
      case Value.None _ -> "None";
      case Num _, Value.Sequence _, Value.Poison _ -> "";
    };
  }
}
