// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.dsl.BinaryOp;
import dev.weft.dsl.CompareOp;
import dev.weft.dsl.UnaryOp;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Optional;

/** What the operators of the language mean. */
final class Operators {
  /** Integer expressions with more terms than this are no longer followed as sizes. */
  private static final int MAX_TERMS = 32;

  private final Elaboration e;

  Operators(Elaboration e) {
    this.e = e;
  }

  Num unary(UnaryOp op, Span span, Operand x) {
    Known known = x.num().type().weak() ? x.num().known() : null;
    Site site = Site.operator(span, op.symbol());
    return switch (op) {
      case PLUS -> plus(site, x);
      case NEGATE ->
          folded(known == null ? Optional.empty() : known.negated())
              .orElseGet(() -> negated(site, x));
      case INVERT ->
          folded(known == null ? Optional.empty() : Folding.invert(known.value()).map(Known::of))
              .orElseGet(() -> e.map(ScalarOp.INVERT, site, List.of(x)));
      case NOT ->
          known == null
              ? e.map(ScalarOp.LOGICAL_NOT, site, List.of(x))
              : Num.weak(new Scalar.Bool(!known.value().asBoolean()));
    };
  }

  private Num plus(Site site, Operand x) {
    if (x.num().dtype() == DType.BOOL) {
      throw ErrorCode.E0201.mistake(e.site(site.span()), "'+' is not defined for one bool");
    }
    return x.num().named("");
  }

  private Num negated(Site site, Operand x) {
    Dim dim = follows(x) ? Dim.ZERO.minus(x.num().asDim()) : null;
    return sized(dim, List.of(x), () -> e.map(ScalarOp.NEGATIVE, site, List.of(x)));
  }

  private static Optional<Num> folded(Optional<Known> known) {
    return known.map(Num::weak);
  }

  Num binary(BinaryOp op, Span opSpan, Operand a, Operand b) {
    if (op == BinaryOp.MATMUL) {
      return Products.matmul(e, opSpan, a, b);
    }
    if (areLiterals(a, b)) {
      Optional<Num> folded = folded(a.num().known().with(op, b.num().known()));
      if (folded.isPresent()) {
        return folded.get();
      }
    }
    Site site = Site.operator(opSpan, op.symbol());
    if (op == BinaryOp.POWER) {
      return power(site, a, b);
    }
    return sized(dim(op, a, b), List.of(a, b), () -> e.map(operation(op), site, List.of(a, b)));
  }

  private static boolean areLiterals(Operand a, Operand b) {
    return a.num().isConstant()
        && b.num().isConstant()
        && a.num().type().weak()
        && b.num().type().weak();
  }

  static ScalarOp operation(BinaryOp op) {
    return switch (op) {
      case BIT_OR -> ScalarOp.BITWISE_OR;
      case BIT_XOR -> ScalarOp.BITWISE_XOR;
      case BIT_AND -> ScalarOp.BITWISE_AND;
      case SHIFT_LEFT -> ScalarOp.LEFT_SHIFT;
      case SHIFT_RIGHT -> ScalarOp.RIGHT_SHIFT;
      case ADD -> ScalarOp.ADD;
      case SUBTRACT -> ScalarOp.SUBTRACT;
      case MULTIPLY -> ScalarOp.MULTIPLY;
      case DIVIDE -> ScalarOp.DIVIDE;
      case FLOOR_DIVIDE -> ScalarOp.FLOOR_DIVIDE;
      case REMAINDER -> ScalarOp.REMAINDER;
      case POWER -> ScalarOp.POWER;
      case MATMUL -> throw new IllegalArgumentException("@ is no scalar operation");
    };
  }

  /** {@code a ** b}, where a negative literal exponent cannot be an integer's. */
  Num power(Site site, Operand a, Operand b) {
    TensorType common = Elaboration.common(List.of(a, b));
    Scalar exponent = b.num().constant();
    boolean whole = common.dtype().isInteger() || common.dtype() == DType.BOOL;
    if (whole && exponent instanceof Scalar.Int i && i.value().signum() < 0) {
      throw ErrorCode.E0212
          .mistake(e.site(b.span()), "an integer cannot be raised to the power " + i)
          .help("write a float: x ** " + i + ".0, or 1 / x ** " + i.value().negate());
    }
    return e.map(ScalarOp.POWER, site, List.of(a, b));
  }

  /** The value with its size expression beside it, or as nothing else where no node is needed. */
  private Num sized(Dim dim, List<Operand> operands, java.util.function.Supplier<Num> mapped) {
    if (dim == null || dim.terms().size() > MAX_TERMS) {
      return mapped.get();
    }
    boolean weak = operands.stream().allMatch(o -> o.num().type().weak());
    if (weak && operands.stream().allMatch(o -> o.num().node() == null)) {
      return Num.size(dim);
    }
    Num num = mapped.get();
    return new Num(num.type(), num.node(), null, dim, "");
  }

  private static boolean follows(Operand x) {
    Num num = x.num();
    return num.isSize() && (num.type().weak() || num.dtype() == DType.I64);
  }

  private static Dim dim(BinaryOp op, Operand a, Operand b) {
    if (!follows(a) || !follows(b)) {
      return null;
    }
    Dim x = a.num().asDim();
    Dim y = b.num().asDim();
    return switch (op) {
      case ADD -> x.plus(y);
      case SUBTRACT -> x.minus(y);
      case MULTIPLY -> x.times(y);
      case FLOOR_DIVIDE -> x.floorDiv(y);
      case REMAINDER -> y.isConstant() && !y.is(0) ? x.minus(y.times(x.floorDiv(y))) : null;
      case BIT_OR, BIT_XOR, BIT_AND, SHIFT_LEFT, SHIFT_RIGHT, DIVIDE, MATMUL, POWER -> null;
    };
  }

  Num compare(CompareOp op, Span opSpan, Operand a, Operand b) {
    if (areLiterals(a, b)) {
      Optional<Boolean> holds = Folding.comparison(op, a.num().constant(), b.num().constant());
      if (holds.isPresent()) {
        return Num.weak(new Scalar.Bool(holds.get()));
      }
    }
    return e.map(comparison(op), Site.operator(opSpan, op.symbol()), List.of(a, b));
  }

  private static ScalarOp comparison(CompareOp op) {
    return switch (op) {
      case LESS -> ScalarOp.LESS;
      case LESS_EQUAL -> ScalarOp.LESS_EQUAL;
      case EQUAL -> ScalarOp.EQUAL;
      case NOT_EQUAL -> ScalarOp.NOT_EQUAL;
      case GREATER_EQUAL -> ScalarOp.GREATER_EQUAL;
      case GREATER -> ScalarOp.GREATER;
    };
  }

  /** {@code a and b}, or {@code a or b}, element by element. */
  Num logical(boolean and, Span span, Operand a, Operand b) {
    if (areLiterals(a, b)) {
      boolean x = a.num().constant().asBoolean();
      boolean y = b.num().constant().asBoolean();
      return Num.weak(new Scalar.Bool(and ? x && y : x || y));
    }
    ScalarOp op = and ? ScalarOp.LOGICAL_AND : ScalarOp.LOGICAL_OR;
    return e.map(op, Site.operator(span, and ? "and" : "or"), List.of(a, b));
  }
}
