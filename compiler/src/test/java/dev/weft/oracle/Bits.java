// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;

/** Tensors as text that differs where a bit does; all NaNs are alike. */
final class Bits {
  private Bits() {}

  static String text(Tensor tensor) {
    return tensor.signature() + elements(tensor.dtype().isComplex() ? tensor.parts() : tensor);
  }

  private static String elements(Tensor tensor) {
    Object array = Storage.allocate(tensor.dtype(), tensor.size());
    tensor.read(0, tensor.size(), array, 0);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tensor.size(); i++) {
      out.append(' ');
      switch (array) {
        case double[] a -> out.append(Long.toHexString(Double.doubleToLongBits(a[i])));
        case float[] a -> out.append(Integer.toHexString(Float.floatToIntBits(a[i])));
        case long[] a -> out.append(a[i]);
        case int[] a -> out.append(a[i]);
        case boolean[] a -> out.append(a[i]);
        case short[] a -> out.append(a[i]);
        case char[] a -> out.append((int) a[i]);
        default -> out.append(((byte[]) array)[i]);
      }
    }
    return out.toString();
  }
}
