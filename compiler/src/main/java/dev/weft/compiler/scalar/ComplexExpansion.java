// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scalar operation does with complex numbers, in terms of operations on their parts.
 *
 * @param isWide true where c64 is computed in f64 and rounded, for the sake of accuracy
 */
public record ComplexExpansion(boolean isWide, Form form) {
  private static final Map<ScalarOp, ComplexExpansion> ALL = new EnumMap<>(ScalarOp.class);

  static {
    plain(ScalarOp.ADD, binary(ComplexArithmetic::add));
    plain(ScalarOp.SUBTRACT, binary(ComplexArithmetic::subtract));
    plain(ScalarOp.MULTIPLY, binary(ComplexArithmetic::multiply));
    plain(ScalarOp.DIVIDE, binary(ComplexArithmetic::divide));
    plain(ScalarOp.NEGATIVE, unary(ComplexArithmetic::negative));
    plain(ScalarOp.CONJ, unary(ComplexArithmetic::conjugate));
    plain(ScalarOp.SIGN, unary(ComplexArithmetic::sign));
    plain(ScalarOp.RINT, unary(ComplexArithmetic::rint));
    plain(ScalarOp.REAL, part(ComplexExpansion::real));
    plain(ScalarOp.IMAG, part(ComplexExpansion::imaginary));
    plain(ScalarOp.ABS, part(ComplexArithmetic::absolute));
    plain(ScalarOp.EQUAL, relation(ComplexArithmetic::equal));
    plain(ScalarOp.NOT_EQUAL, relation(ComplexArithmetic::notEqual));
    plain(ScalarOp.IS_NAN, part(ComplexArithmetic::isNan));
    plain(ScalarOp.IS_INF, part(ComplexArithmetic::isInf));
    plain(ScalarOp.IS_FINITE, part(ComplexArithmetic::isFinite));
    wide(ScalarOp.POWER, binary(ComplexArithmetic::power));
    wide(ScalarOp.EXP, unary(ComplexExponentials::exp));
    wide(ScalarOp.EXP2, unary(ComplexExponentials::exp2));
    wide(ScalarOp.EXPM1, unary(ComplexExponentials::expm1));
    wide(ScalarOp.LOG, unary(ComplexExponentials::log));
    wide(ScalarOp.LOG2, unary(ComplexExponentials::log2));
    wide(ScalarOp.LOG10, unary(ComplexExponentials::log10));
    wide(ScalarOp.LOG1P, unary(ComplexExponentials::log1p));
    wide(ScalarOp.SQRT, unary(ComplexExponentials::sqrt));
    wide(ScalarOp.SIN, unary(ComplexTrigonometry::sin));
    wide(ScalarOp.COS, unary(ComplexTrigonometry::cos));
    wide(ScalarOp.TAN, unary(ComplexTrigonometry::tan));
    wide(ScalarOp.SINH, unary(ComplexTrigonometry::sinh));
    wide(ScalarOp.COSH, unary(ComplexTrigonometry::cosh));
    wide(ScalarOp.TANH, unary(ComplexTrigonometry::tanh));
    wide(ScalarOp.ASIN, unary(ComplexInverses::asin));
    wide(ScalarOp.ACOS, unary(ComplexInverses::acos));
    wide(ScalarOp.ATAN, unary(ComplexInverses::atan));
    wide(ScalarOp.ASINH, unary(ComplexInverses::asinh));
    wide(ScalarOp.ACOSH, unary(ComplexInverses::acosh));
    wide(ScalarOp.ATANH, unary(ComplexInverses::atanh));
  }

  /** The parts of a complex result, or one real number or bool. */
  interface Form {
    <V> List<V> expand(Reals<V> r, List<Pair<V>> x);
  }

  /** A complex function of one number. */
  interface Unary {
    <V> Pair<V> expand(Reals<V> r, Pair<V> z);
  }

  /** A complex function of two numbers. */
  interface Binary {
    <V> Pair<V> expand(Reals<V> r, Pair<V> x, Pair<V> y);
  }

  /** A real number, or a bool, of one complex number. */
  interface Part {
    <V> V expand(Reals<V> r, Pair<V> z);
  }

  /** A bool of two complex numbers. */
  interface Relation {
    <V> V expand(Reals<V> r, Pair<V> x, Pair<V> y);
  }

  /** What {@code op} does with complex numbers, if it takes them. */
  static Optional<ComplexExpansion> of(ScalarOp op) {
    return Optional.ofNullable(ALL.get(op));
  }

  /**
   * The operation.
   *
   * @return the two parts of a complex result, or one value
   */
  public <V> List<V> expand(Reals<V> r, List<Pair<V>> x) {
    return form.expand(r, x);
  }

  /** How many operations on reals it takes. */
  public int operations(int arity) {
    int[] count = {0};
    Reals<Boolean> counting =
        new Reals<>() {
          @Override
          public Boolean number(double value) {
            return true;
          }

          @Override
          public Boolean map(ScalarOp op, List<Boolean> operands) {
            count[0]++;
            return true;
          }
        };
    expand(counting, Collections.nCopies(arity, new Pair<>(true, true)));
    return count[0];
  }

  private static void plain(ScalarOp op, Form form) {
    ALL.put(op, new ComplexExpansion(false, form));
  }

  private static void wide(ScalarOp op, Form form) {
    ALL.put(op, new ComplexExpansion(true, form));
  }

  private static <V> V real(Reals<V> r, Pair<V> z) {
    return z.re();
  }

  private static <V> V imaginary(Reals<V> r, Pair<V> z) {
    return z.im();
  }

  private static Form unary(Unary function) {
    return new Form() {
      @Override
      public <V> List<V> expand(Reals<V> r, List<Pair<V>> x) {
        return parts(function.expand(r, x.get(0)));
      }
    };
  }

  private static Form binary(Binary function) {
    return new Form() {
      @Override
      public <V> List<V> expand(Reals<V> r, List<Pair<V>> x) {
        return parts(function.expand(r, x.get(0), x.get(1)));
      }
    };
  }

  private static Form part(Part function) {
    return new Form() {
      @Override
      public <V> List<V> expand(Reals<V> r, List<Pair<V>> x) {
        return List.of(function.expand(r, x.get(0)));
      }
    };
  }

  private static Form relation(Relation function) {
    return new Form() {
      @Override
      public <V> List<V> expand(Reals<V> r, List<Pair<V>> x) {
        return List.of(function.expand(r, x.get(0), x.get(1)));
      }
    };
  }

  private static <V> List<V> parts(Pair<V> z) {
    return List.of(z.re(), z.im());
  }
}
