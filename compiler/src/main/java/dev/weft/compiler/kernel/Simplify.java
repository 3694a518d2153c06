// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations that need no computing at run time; every case keeps all bits. */
final class Simplify {

  private Simplify() {}

  static Optional<Atom> apply(Prim prim, DType dtype, List<Atom> operands) {
    Optional<List<Literal>> constants = constants(operands);
    if (constants.isPresent()) {
      return Optional.of(new Atom.Const(ScalarEvaluator.evaluate(prim, dtype, constants.get())));
    }
    Atom first = operands.getFirst();
    return switch (prim) {
      case CONVERT, BITCAST -> first.dtype() == dtype ? Optional.of(first) : Optional.empty();
      case SELECT -> select(first, operands.get(1), operands.get(2));
      case ADD, SUB, OR, XOR, SHL, SHR, USHR -> unless(operands, dtype, 0);
      case MUL -> unless(operands, dtype, 1);
      case AND -> unless(operands, dtype, dtype == DType.BOOL ? 1 : -1);
      default -> Optional.empty();
    };
  }

  /** The values of atoms that are all constant. */
  static Optional<List<Literal>> constants(List<Atom> atoms) {
    List<Literal> values = new ArrayList<>();
    for (Atom atom : atoms) {
      if (!(atom instanceof Atom.Const(var value))) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(values);
  }

  private static Optional<Atom> select(Atom condition, Atom whenTrue, Atom whenFalse) {
    if (whenTrue.equals(whenFalse)) {
      return Optional.of(whenTrue);
    }
    return condition instanceof Atom.Const(var value)
        ? Optional.of(value.asBoolean() ? whenTrue : whenFalse)
        : Optional.empty();
  }

  /** The first operand if the second is the integer or bool that changes nothing. */
  private static Optional<Atom> unless(List<Atom> operands, DType dtype, long neutral) {
    return !dtype.isFloat()
            && operands.get(1) instanceof Atom.Const(var value)
            && value.bits() == neutral
        ? Optional.of(operands.getFirst())
        : Optional.empty();
  }
}
