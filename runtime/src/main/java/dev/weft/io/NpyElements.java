// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.diagnostic.Wording;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The elements of an .npy file: bytes to storage and back, a chunk at a time. A complex number is
 * its two parts, one after the other.
 */
final class NpyElements {
  private static final int CHUNK = 8192;

  private NpyElements() {}

  /**
   * Reads {@code count} elements.
   *
   * @param present true if that many are known to be there; else memory grows with what arrives
   */
  static Object read(InputStream in, NpyHeader header, boolean present, String name)
      throws IOException {
    DType dtype = header.dtype().part();
    long count = header.bytes() / dtype.bytes();
    Object storage = Storage.allocate(dtype, present ? count : Math.min(count, CHUNK));
    byte[] bytes = new byte[CHUNK * dtype.bytes()];
    for (int done = 0; done < count; ) {
      int chunk = (int) Math.min(CHUNK, count - done);
      int got = in.readNBytes(bytes, 0, chunk * dtype.bytes());
      if (got < chunk * dtype.bytes()) {
        throw new IOException(
            Wording.of(
                "%s is cut short: it ends after %d of %d elements of %s",
                name, done + got / dtype.bytes(), count, header.signature()));
      }
      if (done + chunk > Storage.length(storage)) {
        storage = grow(storage, dtype, done, Math.min(count, 2L * done + CHUNK));
      }
      decode(ByteBuffer.wrap(bytes).order(header.order()), storage, done, chunk);
      done += chunk;
    }
    return storage;
  }

  private static Object grow(Object storage, DType dtype, int used, long count) {
    Object larger = Storage.allocate(dtype, count);
    System.arraycopy(storage, 0, larger, 0, used);
    return larger;
  }

  private static void decode(ByteBuffer bytes, Object storage, int at, int count) {
    switch (storage) {
      case double[] array -> bytes.asDoubleBuffer().get(array, at, count);
      case float[] array -> bytes.asFloatBuffer().get(array, at, count);
      case long[] array -> bytes.asLongBuffer().get(array, at, count);
      case int[] array -> bytes.asIntBuffer().get(array, at, count);
      case byte[] array -> bytes.get(array, at, count);
      case short[] array -> bytes.asShortBuffer().get(array, at, count);
      case char[] array -> bytes.asCharBuffer().get(array, at, count);
      case boolean[] array -> {
        for (int i = 0; i < count; i++) {
          array[at + i] = bytes.get(i) != 0;
        }
      }
      default -> throw new IllegalArgumentException(storage.getClass().getTypeName());
    }
  }

  /** Writes all elements in row-major order, little endian. */
  static void write(OutputStream out, Tensor elements) throws IOException {
    Tensor tensor = elements.dtype().isComplex() ? elements.parts() : elements;
    int width = tensor.dtype().bytes();
    Object chunk = Storage.allocate(tensor.dtype(), Math.min(CHUNK, tensor.size()));
    byte[] bytes = new byte[(int) Storage.length(chunk) * width];
    for (long done = 0; done < tensor.size(); done += CHUNK) {
      int count = (int) Math.min(CHUNK, tensor.size() - done);
      tensor.read(done, count, chunk, 0);
      encode(chunk, count, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
      out.write(bytes, 0, count * width);
    }
  }

  private static void encode(Object chunk, int count, ByteBuffer bytes) {
    switch (chunk) {
      case double[] array -> bytes.asDoubleBuffer().put(array, 0, count);
      case float[] array -> bytes.asFloatBuffer().put(array, 0, count);
      case long[] array -> bytes.asLongBuffer().put(array, 0, count);
      case int[] array -> bytes.asIntBuffer().put(array, 0, count);
      case byte[] array -> bytes.put(array, 0, count);
      case short[] array -> bytes.asShortBuffer().put(array, 0, count);
      case char[] array -> bytes.asCharBuffer().put(array, 0, count);
      case boolean[] array -> {
        for (int i = 0; i < count; i++) {
          bytes.put(i, (byte) (array[i] ? 1 : 0));
        }
      }
      default -> throw new IllegalArgumentException(chunk.getClass().getTypeName());
    }
  }
}
