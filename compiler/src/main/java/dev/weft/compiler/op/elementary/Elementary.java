// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

import dev.weft.compiler.op.Algebra;
import dev.weft.compiler.op.Routine;
import dev.weft.tensor.DType;
import java.util.List;

/**
 * The elementary functions as straight lines of primitives, so that a scalar body, a vector body
 * and an interpreter give the same bits.
 *
 * <p>Operands and result have the given dtype, F64 or F32; another one is an {@link
 * IllegalArgumentException}. Special values are those of C99 and NumPy. Each function names the
 * largest error found, in units in the last place (ulp) of f64 and f32; {@code
 * docs/decisions/elementary-functions.md} says how it was found.
 *
 * <p>{@link #sin}, {@link #cos} and {@link #tan} call a routine that has all of pi where |x| is
 * beyond 2^45.
 */
public final class Elementary {

  private Elementary() {}

  /** e^x; 0.90 and 0.88 ulp. */
  public static <V> V exp(Algebra<V> a, DType dtype, V x) {
    return Exponentials.exp(new Real<>(a, dtype), x);
  }

  /** The natural logarithm; 0.83 and 0.83 ulp. */
  public static <V> V log(Algebra<V> a, DType dtype, V x) {
    return Logarithms.log(new Real<>(a, dtype), x);
  }

  /** The sine of x in radians; 0.87 and 0.61 ulp. */
  public static <V> V sin(Algebra<V> a, DType dtype, V x) {
    Real<V> real = new Real<>(a, dtype);
    V near = real.isWide() ? Trigonometry.sin(real, x) : TrigonometryF32.sin(real, x);
    return everywhere(a, dtype, "sin", x, near);
  }

  /** The cosine of x in radians; 0.85 and 0.61 ulp. */
  public static <V> V cos(Algebra<V> a, DType dtype, V x) {
    Real<V> real = new Real<>(a, dtype);
    V near = real.isWide() ? Trigonometry.cos(real, x) : TrigonometryF32.cos(real, x);
    return everywhere(a, dtype, "cos", x, near);
  }

  /** The tangent of x in radians; 2.2 and 0.57 ulp. */
  public static <V> V tan(Algebra<V> a, DType dtype, V x) {
    Real<V> real = new Real<>(a, dtype);
    V near = real.isWide() ? Trigonometry.tan(real, x) : TrigonometryF32.tan(real, x);
    return everywhere(a, dtype, "tan", x, near);
  }

  /** The hyperbolic tangent; 1.06 and 1.07 ulp. */
  public static <V> V tanh(Algebra<V> a, DType dtype, V x) {
    return Hyperbolics.tanh(new Real<>(a, dtype), x);
  }

  /** x^y; 0.88 and 0.52 ulp. */
  public static <V> V pow(Algebra<V> a, DType dtype, V x, V y) {
    return Power.pow(new Real<>(a, dtype), x, y);
  }

  private static <V> V everywhere(Algebra<V> a, DType dtype, String routine, V x, V near) {
    Real<V> real = new Real<>(a, dtype);
    V far = real.gt(real.abs(x), Trigonometry.BOUND);
    return a.callWhere(far, Routine.of(routine, dtype, dtype), List.of(x), near);
  }
}
