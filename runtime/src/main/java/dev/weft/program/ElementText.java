// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import java.util.List;
import java.util.StringJoiner;

/** Elements of a dtype as text: {@code {1.5, NaN, -0.0}}. */
final class ElementText {
  private ElementText() {}

  static String print(Object data) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < Storage.length(data); i++) {
      text.add(
          switch (data) {
            case double[] array -> Double.toString(array[i]);
            case float[] array -> Float.toString(array[i]);
            case long[] array -> Long.toString(array[i]);
            case int[] array -> Integer.toString(array[i]);
            case byte[] array -> Integer.toString(array[i] & 0xff);
            case short[] array -> Integer.toString(array[i]);
            case char[] array -> Integer.toString(array[i]);
            case boolean[] array -> Boolean.toString(array[i]);
            default -> throw new IllegalArgumentException(Storage.dtype(data).toString());
          });
    }
    return text.toString();
  }

  /** An array of the dtype's storage type with elements printed by {@link #print}. */
  static Object parse(DType dtype, List<String> elements) {
    Object data = Storage.allocate(dtype, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      String element = elements.get(i);
      switch (data) {
        case double[] array -> array[i] = Double.parseDouble(element);
        case float[] array -> array[i] = Float.parseFloat(element);
        case long[] array -> array[i] = Long.parseLong(element);
        case int[] array -> array[i] = Integer.parseInt(element);
        case byte[] array -> array[i] = (byte) Integer.parseInt(element);
        case short[] array -> array[i] = (short) Integer.parseInt(element);
        case char[] array -> array[i] = (char) Integer.parseInt(element);
        case boolean[] array -> array[i] = Boolean.parseBoolean(element);
        default -> throw new IllegalArgumentException(dtype.toString());
      }
    }
    return data;
  }
}
