// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.diagnostic.Wording;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The header of an .npy file.
 *
 * @param order byte order of the elements
 * @param fortran true if the first axis varies fastest
 * @param length bytes from the start of the file to the first element
 */
record NpyHeader(DType dtype, ByteOrder order, boolean fortran, long[] shape, long length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int MAX_HEADER = 1 << 20;
  private static final long MOST_BYTES = 1L << 60;

  /** Reads magic, version and header; the stream then stands at the first element. */
  static NpyHeader read(InputStream in, long fileLength, String name) throws IOException {
    byte[] start = take(in, MAGIC.length + 2, name);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException(name + " is no .npy file: it does not start with the magic bytes");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new IOException(name + " has .npy version " + version + "; 1 to 3 are known");
    }
    int sizeBytes = version == 1 ? 2 : 4;
    ByteBuffer size = ByteBuffer.wrap(take(in, sizeBytes, name)).order(ByteOrder.LITTLE_ENDIAN);
    long count = version == 1 ? Short.toUnsignedInt(size.getShort()) : size.getInt() & 0xffffffffL;
    long length = start.length + sizeBytes + count;
    if (count > MAX_HEADER || (fileLength >= 0 && length > fileLength)) {
      throw new IOException(
          Wording.of(
              "%s claims a header of %d bytes; the limit is %d and the file's length",
              name, count, MAX_HEADER));
    }
    byte[] text = take(in, (int) count, name);
    String header =
        new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return new NpyHeaderParser(header, name).parse(length);
  }

  private static byte[] take(InputStream in, int count, String name) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException(name + " ends inside its .npy header");
    }
    return bytes;
  }

  /** The number of elements. */
  long count() {
    long count = 1;
    for (long extent : shape) {
      count *= extent;
    }
    return count;
  }

  /** The number of bytes of all elements. */
  long bytes() {
    return count() * dtype.bytes();
  }

  String signature() {
    return dtype + Arrays.toString(shape);
  }

  /** Strides of the elements in the order of the file. */
  long[] strides() {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int i = 0; i < shape.length; i++) {
      int axis = fortran ? i : shape.length - 1 - i;
      strides[axis] = step;
      step *= Math.max(shape[axis], 1);
    }
    return strides;
  }

  /** Checks that a shape from a file is one that a tensor can have. */
  static void checkShape(long[] shape, DType dtype, String name) throws IOException {
    boolean empty = Arrays.stream(shape).anyMatch(extent -> extent == 0);
    double count = empty ? 0 : Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
    boolean negative = Arrays.stream(shape).anyMatch(extent -> extent < 0);
    if (negative || shape.length > Tensor.MAX_RANK || count > MOST_BYTES / dtype.bytes()) {
      throw new IOException(
          Wording.of(
              "%s holds %s%s; at most %d axes and %d bytes are possible",
              name, dtype, Arrays.toString(shape), Tensor.MAX_RANK, MOST_BYTES));
    }
  }

  /** Checks that one array can hold the elements. */
  void checkArray(String name) throws IOException {
    int most = Storage.MAX_ELEMENTS / (dtype.bytes() / dtype.part().bytes());
    if (count() > most) {
      throw new IOException(
          Wording.of("%s holds %s; an array has at most %d elements", name, signature(), most));
    }
  }

  /** Magic, version 1 and header, padded so that the elements are aligned. */
  static byte[] bytes(DType dtype, long[] shape) {
    String extents =
        Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String text =
        Wording.of(
            "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }",
            descr(dtype), extents, shape.length == 1 ? "," : "");
    int start = MAGIC.length + 4;
    int total = (start + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - start));
    out.put(text.getBytes(StandardCharsets.ISO_8859_1));
    while (out.position() < total - 1) {
      out.put((byte) ' ');
    }
    return out.put((byte) '\n').array();
  }

  private static String descr(DType dtype) {
    return switch (dtype) {
      case BOOL -> "|b1";
      case U8 -> "|u1";
      case U16 -> "<u2";
      case I8 -> "|i1";
      case I16 -> "<i2";
      case I32 -> "<i4";
      case I64 -> "<i8";
      case F32 -> "<f4";
      case F64 -> "<f8";
      case C64 -> "<c8";
      case C128 -> "<c16";
    };
  }
}
