// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.io.Json;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/** Compares a result with the expected one, by the rule of the conformance data. */
public record Closeness(double rtol, double atol, boolean zeroSign) {

  public static Closeness of(Json test) {
    return new Closeness(
        number(test, "rtol", 1e-9),
        number(test, "atol", 0),
        test.has("zero_sign") && test.get("zero_sign").equals(new Json.Bool(true)));
  }

  private static double number(Json test, String name, double otherwise) {
    return test.has(name) ? ((Json.Number) test.get(name)).toDouble() : otherwise;
  }

  /** What is wrong with {@code got}, or nothing. */
  public String complaint(Tensor expected, Tensor got) {
    if (!Arrays.equals(expected.shape(), got.shape())) {
      return "shape " + Arrays.toString(got.shape()) + ", not " + Arrays.toString(expected.shape());
    }
    if (expected.dtype().isComplex() || got.dtype().isComplex()) {
      return complexComplaint(expected, got);
    }
    boolean exact = !expected.dtype().isFloat() && !got.dtype().isFloat();
    Closeness rule = expected.dtype() == got.dtype() ? this : looser(expected, got);
    Tensor e = expected.contiguous();
    Tensor g = got.contiguous();
    for (int i = 0; i < e.size(); i++) {
      boolean same = exact ? integer(e, i) == integer(g, i) : rule.close(real(e, i), real(g, i));
      if (!same) {
        return "[" + i + "] is " + real(g, i) + ", not " + real(e, i);
      }
    }
    return "";
  }

  /** Parts are close when they differ little beside the absolute value. */
  private String complexComplaint(Tensor expected, Tensor got) {
    Closeness rule = expected.dtype() == got.dtype() ? this : looser(expected, got);
    double[] e = expected.dtype().isComplex() ? expected.toDoubleArray() : padded(expected);
    double[] g = got.dtype().isComplex() ? got.toDoubleArray() : padded(got);
    for (int i = 0; i < e.length; i += 2) {
      double size = Math.hypot(e[i], e[i + 1]);
      if (!rule.partClose(e[i], g[i], size) || !rule.partClose(e[i + 1], g[i + 1], size)) {
        return "[%d] is (%s, %s), not (%s, %s)".formatted(i / 2, g[i], g[i + 1], e[i], e[i + 1]);
      }
    }
    return "";
  }

  private boolean partClose(double expected, double got, double size) {
    boolean near = Double.isFinite(size) && Math.abs(got - expected) <= atol + rtol * size;
    return near && !(zeroSign && expected == 0) || close(expected, got);
  }

  private static double[] padded(Tensor reals) {
    double[] values = reals.toDoubleArray();
    double[] pairs = new double[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      pairs[2 * i] = values[i];
    }
    return pairs;
  }

  private Closeness looser(Tensor expected, Tensor got) {
    boolean single = expected.dtype().part() == DType.F32 || got.dtype().part() == DType.F32;
    return single
        ? new Closeness(Math.max(rtol, 1e-5), Math.max(atol, rtol > 0 ? 1e-6 : 0), zeroSign)
        : new Closeness(Math.max(rtol, 1e-12), atol, zeroSign);
  }

  private boolean close(double expected, double got) {
    if (zeroSign && expected == 0 && got == 0) {
      return Double.compare(expected, got) == 0;
    }
    return expected == got
        || Double.isNaN(expected) && Double.isNaN(got)
        || Double.isFinite(expected)
            && Double.isFinite(got)
            && Math.abs(got - expected) <= atol + rtol * Math.abs(expected);
  }

  private static double real(Tensor tensor, int i) {
    return switch (tensor.storage()) {
      case double[] a -> a[(int) tensor.offset() + i];
      case float[] a -> a[(int) tensor.offset() + i];
      default -> integer(tensor, i);
    };
  }

  private static long integer(Tensor tensor, int i) {
    return Storage.getLong(tensor.dtype(), tensor.storage(), tensor.offset() + i);
  }
}
