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
 * bound of its error, in units in the last place (ulp) of f64 and of f32; {@code
 * docs/decisions/elementary-functions.md} says how they were found.
 *
 * <p>{@link #sin}, {@link #cos} and {@link #tan} call a routine that has all of pi where |x| is
 * beyond 2^45.
 */
public final class Elementary {

  private Elementary() {}

  /** e^x; 0.9 and 0.88 ulp. */
  public static <V> V exp(Algebra<V> a, DType dtype, V x) {
    return Exponentials.exp(new Real<>(a, dtype), x);
  }

  /** The natural logarithm; 0.84 and 0.84 ulp. */
  public static <V> V log(Algebra<V> a, DType dtype, V x) {
    return Logarithms.log(new Real<>(a, dtype), x);
  }

  /** The sine of x in radians; 0.87 and 0.61 ulp. */
  public static <V> V sin(Algebra<V> a, DType dtype, V x) {
    Real<V> real = new Real<>(a, dtype);
    V near = real.isWide() ? Trigonometry.sin(real, x) : TrigonometryF32.sin(real, x);
    return everywhere(a, dtype, "sin", x, near);
  }

  /** The cosine of x in radians; 0.87 and 0.61 ulp. */
  public static <V> V cos(Algebra<V> a, DType dtype, V x) {
    Real<V> real = new Real<>(a, dtype);
    V near = real.isWide() ? Trigonometry.cos(real, x) : TrigonometryF32.cos(real, x);
    return everywhere(a, dtype, "cos", x, near);
  }

  /** The tangent of x in radians; 2.2 and 0.58 ulp. */
  public static <V> V tan(Algebra<V> a, DType dtype, V x) {
    Real<V> real = new Real<>(a, dtype);
    V near = real.isWide() ? Trigonometry.tan(real, x) : TrigonometryF32.tan(real, x);
    return everywhere(a, dtype, "tan", x, near);
  }

  /** The hyperbolic tangent; 1.07 and 1.07 ulp. */
  public static <V> V tanh(Algebra<V> a, DType dtype, V x) {
    return Hyperbolics.tanh(new Real<>(a, dtype), x);
  }

  /** x^y; 0.9 and 0.52 ulp. */
  public static <V> V pow(Algebra<V> a, DType dtype, V x, V y) {
    return Power.pow(new Real<>(a, dtype), x, y);
  }

  /** 2^x; 0.91 and 0.81 ulp. */
  public static <V> V exp2(Algebra<V> a, DType dtype, V x) {
    return Exponentials.exp2(new Real<>(a, dtype), x);
  }

  /** e^x - 1; 1.15 and 1.1 ulp. */
  public static <V> V expm1(Algebra<V> a, DType dtype, V x) {
    return Exponentials.expm1(new Real<>(a, dtype), x);
  }

  /** The logarithm to base 2; 0.76 and 0.8 ulp. */
  public static <V> V log2(Algebra<V> a, DType dtype, V x) {
    return Logarithms.log2(new Real<>(a, dtype), x);
  }

  /** The logarithm to base 10; 0.7 and 0.75 ulp. */
  public static <V> V log10(Algebra<V> a, DType dtype, V x) {
    return Logarithms.log10(new Real<>(a, dtype), x);
  }

  /** log(1 + x); 0.95 and 0.95 ulp. */
  public static <V> V log1p(Algebra<V> a, DType dtype, V x) {
    return Logarithms.log1p(new Real<>(a, dtype), x);
  }

  /** The hyperbolic sine; 1.6 and 1.6 ulp. */
  public static <V> V sinh(Algebra<V> a, DType dtype, V x) {
    return Hyperbolics.sinh(new Real<>(a, dtype), x);
  }

  /** The hyperbolic cosine; 1.3 and 1.3 ulp. */
  public static <V> V cosh(Algebra<V> a, DType dtype, V x) {
    return Hyperbolics.cosh(new Real<>(a, dtype), x);
  }

  /** The inverse hyperbolic sine; 1.8 and 1.8 ulp. */
  public static <V> V asinh(Algebra<V> a, DType dtype, V x) {
    return InverseHyperbolics.asinh(new Real<>(a, dtype), x);
  }

  /** The inverse hyperbolic cosine; 2.2 and 2.2 ulp. */
  public static <V> V acosh(Algebra<V> a, DType dtype, V x) {
    return InverseHyperbolics.acosh(new Real<>(a, dtype), x);
  }

  /** The inverse hyperbolic tangent; 2.1 and 2.1 ulp. */
  public static <V> V atanh(Algebra<V> a, DType dtype, V x) {
    return InverseHyperbolics.atanh(new Real<>(a, dtype), x);
  }

  /** The inverse tangent; 1.15 and 1.15 ulp. */
  public static <V> V atan(Algebra<V> a, DType dtype, V x) {
    return InverseTrigonometry.atan(new Real<>(a, dtype), x);
  }

  /** The inverse sine; 1.15 and 1.2 ulp. */
  public static <V> V asin(Algebra<V> a, DType dtype, V x) {
    return InverseTrigonometry.asin(new Real<>(a, dtype), x);
  }

  /** The inverse cosine; 1.15 and 1.2 ulp. */
  public static <V> V acos(Algebra<V> a, DType dtype, V x) {
    return InverseTrigonometry.acos(new Real<>(a, dtype), x);
  }

  /** The error function; 1.07 and 1.07 ulp. */
  public static <V> V erf(Algebra<V> a, DType dtype, V x) {
    return ErrorFunction.erf(new Real<>(a, dtype), x);
  }

  /** 1 - erf x; 3.8 and 3.8 ulp. */
  public static <V> V erfc(Algebra<V> a, DType dtype, V x) {
    return ErrorFunction.erfc(new Real<>(a, dtype), x);
  }

  /** The cube root; 0.57 and 0.51 ulp. */
  public static <V> V cbrt(Algebra<V> a, DType dtype, V x) {
    return Roots.cbrt(new Real<>(a, dtype), x);
  }

  /** The angle of the point (x, y) in radians; 1.5 and 1.5 ulp. */
  public static <V> V atan2(Algebra<V> a, DType dtype, V y, V x) {
    return InverseTrigonometry.atan2(new Real<>(a, dtype), y, x);
  }

  /** The square root of x^2 + y^2; 1.2 and 0.51 ulp. */
  public static <V> V hypot(Algebra<V> a, DType dtype, V x, V y) {
    return Roots.hypot(new Real<>(a, dtype), x, y);
  }

  private static <V> V everywhere(Algebra<V> a, DType dtype, String routine, V x, V near) {
    Real<V> real = new Real<>(a, dtype);
    V far = real.gt(real.abs(x), Trigonometry.BOUND);
    return a.callWhere(far, Routine.of(routine, dtype, dtype), List.of(x), near);
  }
}
