// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.parallel.Workers;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/** Sums rows by segment, in the order of the rows. Threads share out the segments. */
final class Segmenting {
  /** The code of an index out of range. */
  private static final String CODE = "E0401";

  /** Fewer rows than this are not worth a second thread. */
  private static final int MANY = 1 << 16;

  private Segmenting() {}

  /**
   * @param into contiguous
   */
  static void sum(Tensor rows, Tensor ids, Tensor into, Workers workers) {
    Tensor dense = rows.contiguous();
    Tensor denseIds = ids.contiguous();
    long[] segments = (long[]) denseIds.storage();
    int offset = (int) denseIds.offset();
    int count = Math.toIntExact(ids.dim(0));
    long most = into.dim(0);
    for (int i = 0; i < count; i++) {
      long segment = segments[offset + i];
      if (segment < 0 || segment >= most) {
        String range = "segment " + segment + " of index " + i + " is out of range";
        throw new ProcedureFault(
            Diagnostic.error(CODE, range).because("there are " + most + " segments"));
      }
    }
    int width = Math.toIntExact(count == 0 ? 0 : dense.size() / count);
    clear(into);
    int tasks = count * (long) width < MANY ? 1 : workers.threads();
    workers.run(
        tasks,
        task -> {
          long first = most * task / tasks;
          long end = most * (task + 1) / tasks;
          for (int i = 0; i < count; i++) {
            long segment = segments[offset + i];
            if (segment >= first && segment < end) {
              int from = (int) dense.offset() + i * width;
              add(
                  dense.storage(),
                  from,
                  into.storage(),
                  (int) (into.offset() + segment * width),
                  width);
            }
          }
        });
  }

  private static void clear(Tensor into) {
    int start = (int) into.offset();
    int end = start + Math.toIntExact(into.size());
    switch (into.storage()) {
      case double[] array -> Arrays.fill(array, start, end, 0);
      case float[] array -> Arrays.fill(array, start, end, 0);
      case long[] array -> Arrays.fill(array, start, end, 0);
      case int[] array -> Arrays.fill(array, start, end, 0);
      case Object other -> throw new IllegalArgumentException(other.getClass().getTypeName());
    }
  }

  private static void add(Object from, int at, Object into, int place, int width) {
    for (int i = 0; i < width; i++) {
      switch (into) {
        case double[] array -> array[place + i] += ((double[]) from)[at + i];
        case float[] array -> array[place + i] += ((float[]) from)[at + i];
        case long[] array -> array[place + i] += ((long[]) from)[at + i];
        case int[] array -> array[place + i] += ((int[]) from)[at + i];
        case Object other -> throw new IllegalArgumentException(other.getClass().getTypeName());
      }
    }
  }
}
