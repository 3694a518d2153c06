// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import java.util.Map;

/**
 * Kernels as text. Printing and parsing are inverse for every kernel that passes {@link
 * KernelChecker}.
 *
 * <pre>
 * kernel means(x: f64[2] in, n: f64[0] in, y: f64[1] out) kept 1 reduced 1 {
 *   loop serial i0 &lt; kept[0] {
 *     fold b sum(s: f64 = t0) over serial r0 &lt; reduced[0] {
 *       let t0: f64 = load x[i0, r0]
 *     }
 *     let t1: f64 = load n[]
 *     let t2: f64 = div s, t1
 *     store y[i0] = t2
 *   }
 * }
 * </pre>
 *
 * <p>A constant is an i64 where it looks like one ({@code 1024}), an f64 with a point, an exponent,
 * {@code inf} or {@code nan}, a bool as {@code true} or {@code false}, and anything else with its
 * dtype: {@code 3:i32}, {@code 1.5:f32}. NaNs other than the usual one are written as their bits:
 * {@code 0x7ff8000000000001:f64}. An index is {@code [i, j]} per axis, {@code ?[i, j]} guarded,
 * {@code [@k]} and {@code [@k, @r]} at linear positions. {@code //} starts a comment.
 */
public final class KernelText {

  private KernelText() {}

  public static String print(Kernel kernel) {
    return KernelPrinter.of(kernel).text();
  }

  /** The line of every statement of a printed kernel, from 1 on; statements count by identity. */
  public static Map<Stmt, Integer> lines(Kernel kernel) {
    return KernelPrinter.of(kernel).lines();
  }

  /** One statement and what it contains. */
  public static String print(Stmt stmt) {
    return KernelPrinter.of(stmt).text();
  }

  /**
   * @throws IllegalArgumentException with the line number if {@code text} is no kernel
   */
  public static Kernel parse(String text) {
    return new KernelParser(new Tokens(text)).kernel();
  }
}
