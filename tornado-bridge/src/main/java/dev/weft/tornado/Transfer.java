// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Copies between arrays of the host and those that go to the device. */
final class Transfer {
  private Transfer() {}

  /** Elements {@code first .. first+count-1} of an array into a segment from {@code place} on. */
  static void in(Object array, long first, long count, MemorySegment segment, long place) {
    if (array instanceof boolean[] flags) {
      for (long i = 0; i < count; i++) {
        byte value = (byte) (flags[(int) (first + i)] ? 1 : 0);
        segment.set(ValueLayout.JAVA_BYTE, place + i, value);
      }
      return;
    }
    int bytes = bytes(array);
    MemorySegment from = heap(array);
    MemorySegment.copy(from, first * bytes, segment, place * bytes, count * bytes);
  }

  /** A segment into elements {@code first .. first+count-1} of an array. */
  static void out(MemorySegment segment, Object array, long first, long count) {
    if (array instanceof boolean[] flags) {
      for (long i = 0; i < count; i++) {
        flags[(int) (first + i)] = segment.get(ValueLayout.JAVA_BYTE, i) != 0;
      }
      return;
    }
    int bytes = bytes(array);
    MemorySegment.copy(segment, 0, heap(array), first * bytes, count * bytes);
  }

  private static int bytes(Object array) {
    DType dtype = Storage.dtype(array);
    return dtype.bytes();
  }

  private static MemorySegment heap(Object array) {
    return switch (array) {
      case double[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case byte[] a -> MemorySegment.ofArray(a);
      default -> throw new IllegalArgumentException("no storage of numbers: " + array);
    };
  }
}
