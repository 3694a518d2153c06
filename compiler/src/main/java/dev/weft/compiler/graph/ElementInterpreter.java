// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.compiler.scalar.ComplexExpansion;
import dev.weft.compiler.scalar.Conversion;
import dev.weft.compiler.scalar.Pair;
import dev.weft.compiler.scalar.Reals;
import dev.weft.compiler.scalar.Reference;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * The meaning of element-wise operations for one element.
 *
 * @param independent true where functions of reals are computed by code that is not ours
 */
record ElementInterpreter(ScalarEvaluator evaluator, boolean independent) {

  Literal map(ScalarOp op, List<Literal> x) {
    DType dtype = x.getLast().dtype();
    if (op == ScalarOp.COMPLEX) {
      return Literal.complex(x.get(0), x.get(1));
    }
    if (dtype.isComplex()) {
      return op == ScalarOp.WHERE ? x.get(x.get(0).asBoolean() ? 1 : 2) : complex(op, x);
    }
    return real(op, x);
  }

  /** By the parts. */
  private Literal complex(ScalarOp op, List<Literal> x) {
    ComplexExpansion expansion = op.complex().orElseThrow();
    DType own = x.getFirst().dtype().part();
    DType wide = expansion.isWide() ? DType.F64 : own;
    List<Pair<Literal>> pairs =
        x.stream().map(z -> new Pair<>(z.re().to(wide), z.im().to(wide))).toList();
    List<Literal> result = expansion.expand(new Parts(wide), pairs);
    List<Literal> rounded = result.stream().map(v -> v.dtype() == wide ? v.to(own) : v).toList();
    return rounded.size() == 2
        ? Literal.complex(rounded.get(0), rounded.get(1))
        : rounded.getFirst();
  }

  /** Arithmetic on parts. */
  private final class Parts implements Reals<Literal> {
    private final DType dtype;

    Parts(DType dtype) {
      this.dtype = dtype;
    }

    @Override
    public Literal number(double value) {
      return Literal.of(dtype, value);
    }

    @Override
    public Literal map(ScalarOp op, List<Literal> operands) {
      return real(op, operands);
    }
  }

  Literal real(ScalarOp op, List<Literal> x) {
    DType dtype = x.getLast().dtype();
    Optional<Reference> reference = op.reference();
    return independent && dtype.isFloat() && reference.isPresent()
        ? Literal.of(
            dtype, reference.get().apply(x.stream().mapToDouble(Literal::asDouble).toArray()))
        : op.expand(evaluator, dtype, x);
  }

  Literal convert(DType to, Literal x) {
    if (x.dtype().isComplex() && to == DType.BOOL) {
      return Literal.of(convert(to, x.re()).asBoolean() || convert(to, x.im()).asBoolean());
    }
    if (to.isComplex()) {
      DType part = to.part();
      Literal im = x.dtype().isComplex() ? convert(part, x.im()) : Literal.of(part, 0.0);
      return Literal.complex(convert(part, x.re()), im);
    }
    return Conversion.convert(evaluator, x.dtype(), to, x);
  }
}
