// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import java.nio.ByteBuffer;

/** Elements of a dtype as big-endian bytes; a bool is a byte. */
final class ElementBytes {
  private ElementBytes() {}

  static byte[] of(Object data) {
    DType dtype = Storage.dtype(data);
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Storage.length(data) * dtype.bytes()));
    switch (data) {
      case double[] array -> buffer.asDoubleBuffer().put(array);
      case float[] array -> buffer.asFloatBuffer().put(array);
      case long[] array -> buffer.asLongBuffer().put(array);
      case int[] array -> buffer.asIntBuffer().put(array);
      case byte[] array -> buffer.put(array);
      case short[] array -> buffer.asShortBuffer().put(array);
      case char[] array -> buffer.asCharBuffer().put(array);
      case boolean[] array -> {
        for (boolean element : array) {
          buffer.put((byte) (element ? 1 : 0));
        }
      }
      default -> throw new IllegalArgumentException(dtype + " has no bytes");
    }
    return buffer.array();
  }

  /** An array of the dtype's storage type. The bytes are as many as its elements need. */
  static Object read(DType dtype, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Object data = Storage.allocate(dtype, bytes.length / dtype.bytes());
    switch (data) {
      case double[] array -> buffer.asDoubleBuffer().get(array);
      case float[] array -> buffer.asFloatBuffer().get(array);
      case long[] array -> buffer.asLongBuffer().get(array);
      case int[] array -> buffer.asIntBuffer().get(array);
      case byte[] array -> buffer.get(array);
      case short[] array -> buffer.asShortBuffer().get(array);
      case char[] array -> buffer.asCharBuffer().get(array);
      case boolean[] array -> {
        for (int i = 0; i < array.length; i++) {
          array[i] = bytes[i] != 0;
        }
      }
      default -> throw new IllegalArgumentException(dtype + " has no bytes");
    }
    return data;
  }
}
