// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.tensor.DType;
import java.util.List;

/** What vector bodies can do: everything but calls, checks, gathers and bytes. */
final class LaneRules {

  private LaneRules() {}

  static boolean fits(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Let(_, var dtype, Operation.Apply(_, var operands)) ->
          isWide(dtype) && operands.stream().map(Atom::dtype).allMatch(LaneRules::isWide);
      case Stmt.Let(_, var dtype, Operation.Load(_, var index)) -> isWide(dtype) && isWindow(index);
      case Stmt.Let(_, _, Operation.Call _) -> false;
      case Stmt.Let(_, var dtype, Operation.CallWhere(_, var operands)) ->
          isWide(dtype) && operands.stream().map(Atom::dtype).allMatch(LaneRules::isWide);
      case Stmt.Store store -> isWide(store.value().dtype());
      case Stmt.Check _,
          Stmt.Alloc _,
          Stmt.Barrier _,
          Stmt.Fold _,
          Stmt.If _,
          Stmt.Loop _,
          Stmt.While _ ->
          false;
    };
  }

  private static boolean isWide(DType dtype) {
    return !dtype.isSmall();
  }

  private static boolean isWindow(Index index) {
    return switch (index) {
      case Index.Kept _, Index.Full _ -> true;
      case Index.At(List<Atom> axes) -> axes.isEmpty();
      case Index.Guarded _ -> false;
    };
  }
}
