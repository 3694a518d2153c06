// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import dev.weft.diagnostic.Wording;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Elements in memory outside the Java heap, such as that of a mapped file: side by side, little
 * endian, and as many as there are, which may be more than an array holds. Programs read and write
 * them window by window.
 */
public final class Native {
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ORDER);
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ORDER);
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);
  private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER);
  private static final ValueLayout.OfChar U16 = ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(ORDER);
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final DType dtype;
  private final MemorySegment memory;
  private final int bytes;

  /**
   * Elements that fill a segment.
   *
   * @param dtype of the elements, or of the parts of complex ones; a bool is a byte, 0 for false
   * @param memory of an arena that every thread may use
   * @throws IllegalArgumentException if the dtype is complex or the segment ends inside an element
   */
  public Native(DType dtype, MemorySegment memory) {
    this.dtype = Objects.requireNonNull(dtype, "dtype");
    this.memory = Objects.requireNonNull(memory, "memory");
    this.bytes = dtype.bytes();
    if (dtype.isComplex() || memory.byteSize() % bytes != 0) {
      throw new IllegalArgumentException(
          Wording.of("%d bytes are no elements of %s", memory.byteSize(), dtype));
    }
  }

  public DType dtype() {
    return dtype;
  }

  /** The number of elements. */
  public long length() {
    return memory.byteSize() / bytes;
  }

  public boolean isWritable() {
    return !memory.isReadOnly();
  }

  /** True if both use some of the same bytes. */
  public boolean overlaps(Native other) {
    return memory.asOverlappingSlice(other.memory).isPresent();
  }

  long getLong(long address) {
    return switch (dtype) {
      case BOOL -> memory.get(BYTE, address) != 0 ? 1 : 0;
      case U8 -> memory.get(BYTE, address) & 0xff;
      case I8 -> memory.get(BYTE, address);
      case I16 -> memory.get(I16, 2 * address);
      case U16 -> memory.get(U16, 2 * address);
      case I32 -> memory.get(I32, 4 * address);
      case I64 -> memory.get(I64, 8 * address);
      case F32, F64, C64, C128 ->
          throw new IllegalStateException(
              "an element of " + dtype + " is no integer; read it with getDouble");
    };
  }

  double getDouble(long address) {
    return switch (dtype) {
      case F64 -> memory.get(F64, 8 * address);
      case F32 -> memory.get(F32, 4 * address);
      case BOOL, U8, I8, I16, U16, I32, I64 -> getLong(address);
      case C64, C128 -> throw new IllegalStateException(dtype.toString());
    };
  }

  private ValueLayout layout() {
    return switch (dtype) {
      case BOOL, U8, I8 -> BYTE;
      case I16 -> I16;
      case U16 -> U16;
      case I32 -> I32;
      case I64 -> I64;
      case F32 -> F32;
      case F64 -> F64;
      case C64, C128 -> throw new IllegalStateException(dtype.toString());
    };
  }

  /** Copies a block from here to an array, see {@link Block#copy}. */
  void read(
      long at,
      Steps source,
      Object into,
      long intoAt,
      Steps target,
      long planes,
      long rows,
      int n) {
    boolean dense = source.element == 1 && target.element == 1 && !(into instanceof boolean[]);
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        long a = at + plane * source.plane + row * source.row;
        int b = target.start(intoAt, plane, row);
        if (dense) {
          MemorySegment.copy(memory, layout(), a * bytes, into, b, n);
        } else {
          elements(a, source.element, into, b, (int) target.element, n);
        }
      }
    }
  }

  private void elements(long from, long step, Object into, int at, int intoStep, int n) {
    for (int i = 0; i < n; i++) {
      long a = from + i * step;
      int b = at + i * intoStep;
      switch (into) {
        case double[] array -> array[b] = memory.get(F64, 8 * a);
        case float[] array -> array[b] = memory.get(F32, 4 * a);
        case long[] array -> array[b] = memory.get(I64, 8 * a);
        case int[] array -> array[b] = memory.get(I32, 4 * a);
        case boolean[] array -> array[b] = memory.get(BYTE, a) != 0;
        case byte[] array -> array[b] = memory.get(BYTE, a);
        case short[] array -> array[b] = memory.get(I16, 2 * a);
        case char[] array -> array[b] = memory.get(U16, 2 * a);
        default -> throw new IllegalArgumentException(into.getClass().getTypeName());
      }
    }
  }

  /** Copies a block from an array to here, see {@link Block#copy}. */
  void write(
      Object from,
      long fromAt,
      Steps source,
      long at,
      Steps target,
      long planes,
      long rows,
      int n) {
    boolean dense = source.element == 1 && target.element == 1 && !(from instanceof boolean[]);
    for (long plane = 0; plane < planes; plane++) {
      for (long row = 0; row < rows; row++) {
        int a = source.start(fromAt, plane, row);
        long b = at + plane * target.plane + row * target.row;
        if (dense) {
          MemorySegment.copy(from, a, memory, layout(), b * bytes, n);
        } else {
          put(from, a, (int) source.element, b, target.element, n);
        }
      }
    }
  }

  private void put(Object from, int at, int fromStep, long into, long step, int n) {
    for (int i = 0; i < n; i++) {
      int a = at + i * fromStep;
      long b = into + i * step;
      switch (from) {
        case double[] array -> memory.set(F64, 8 * b, array[a]);
        case float[] array -> memory.set(F32, 4 * b, array[a]);
        case long[] array -> memory.set(I64, 8 * b, array[a]);
        case int[] array -> memory.set(I32, 4 * b, array[a]);
        case boolean[] array -> memory.set(BYTE, b, (byte) (array[a] ? 1 : 0));
        case byte[] array -> memory.set(BYTE, b, array[a]);
        case short[] array -> memory.set(I16, 2 * b, array[a]);
        case char[] array -> memory.set(U16, 2 * b, array[a]);
        default -> throw new IllegalArgumentException(from.getClass().getTypeName());
      }
    }
  }
}
