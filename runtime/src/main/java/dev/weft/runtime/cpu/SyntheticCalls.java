// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/**
 * Calls of all entry points of a kernel over a private frame with made-up elements. The elements
 * are of many kinds, so that the compiler sees both sides of every branch and need not compile
 * again when real ones come.
 */
final class SyntheticCalls {
  private static final int ELEMENTS = 64;
  private static final double[] VALUES = {
    0.5, -1.5, 3, 0, -0.0, 1e3, -7, 1, 1e-3, 42.25, -1e6, 2, Double.NaN, 6.75, -3e-310, 5
  };

  /** Where vectors have lanes that the scalar body does: as rare as it is in real data. */
  private static final double RARE = 1e300;

  private static final int RARE_AT = 37;

  private final KernelCode code;
  private final KernelBody body;
  private final Frame frame;
  private final boolean inRows;

  SyntheticCalls(KernelCode code, KernelBody body) {
    this.code = code;
    this.body = body;
    this.frame =
        new Frame(code.parameters().size(), code.accumulators().size(), code.scratch().size());
    boolean indices =
        code.parameters().stream().anyMatch(p -> p.domain() == KernelCode.Domain.WHOLE);
    for (int p = 0; p < frame.arrays.length; p++) {
      parameter(p, code.parameters().get(p), indices);
    }
    for (int i = 0; i < frame.accumulators.length; i++) {
      frame.accumulators[i] = elements(code.accumulators().get(i), 3 * ELEMENTS, indices);
    }
    for (int i = 0; i < frame.scratch.length; i++) {
      frame.scratch[i] = Storage.allocate(code.scratch().get(i), KernelCode.BLOCK);
    }
    inRows = code.parameters().stream().anyMatch(parameter -> parameter.rank() > 1);
    frame.extents = new long[2 * Tensor.MAX_RANK];
    Arrays.fill(frame.extents, ELEMENTS);
  }

  private void parameter(int p, Parameter parameter, boolean indices) {
    frame.arrays[p] = elements(parameter.dtype(), ELEMENTS, indices);
    if (parameter.domain() == KernelCode.Domain.WHOLE) {
      frame.shapes[p] = new long[parameter.rank()];
      frame.strides[p] = new long[parameter.rank()]; // every index leads to the first element
      Arrays.fill(frame.shapes[p], ELEMENTS);
    }
  }

  private static Object elements(DType dtype, int count, boolean indices) {
    Object array = Storage.allocate(dtype, count);
    for (int i = 0; i < count; i++) {
      double value = i == RARE_AT ? RARE : VALUES[i % VALUES.length];
      long whole = indices ? i % 8 : i % 16 - 5L;
      switch (array) {
        case double[] a -> a[i] = value;
        case float[] a -> a[i] = (float) value;
        case long[] a -> a[i] = whole;
        case int[] a -> a[i] = (int) whole;
        case byte[] a -> a[i] = (byte) whole;
        case short[] a -> a[i] = (short) whole;
        case char[] a -> a[i] = (char) Math.abs(whole);
        case boolean[] a -> a[i] = i % 3 == 1;
        default -> throw new IllegalArgumentException(dtype.toString());
      }
    }
    return array;
  }

  /** One call of every entry point; mostly of whole windows, now and then of odd ones. */
  void call(int number) {
    int count =
        switch (number & 7) {
          case 3 -> 1 + (number >> 3) % ELEMENTS;
          case 6 -> ELEMENTS - 1;
          default -> ELEMENTS;
        };
    switch (code.launch()) {
      case MAP -> {
        body.run(frame, 0, count);
        if (inRows) {
          rows(count / 2);
        }
      }
      case STAGED_MAP, SERIAL -> body.run(frame, 0, count);
      case FOLD -> {
        body.identity(frame, 0, count);
        body.fold(frame, 0, count, 0);
        body.foldRow(frame, 0, count, ELEMENTS, true);
        body.foldRow(frame, 0, count, ELEMENTS, false);
        body.merge(frame, 0, ELEMENTS, count);
        body.finish(frame, 0, count, 0);
      }
      case SCAN -> {
        body.scan(frame, 0, count, 0);
        body.foldRow(frame, 0, count, ELEMENTS, true);
        body.foldRow(frame, 0, count, ELEMENTS, false);
        body.merge(frame, 0, ELEMENTS, count);
        body.finish(frame, 0, count, 0);
      }
    }
    frame.clearFault();
  }

  private void rows(int count) {
    Arrays.fill(frame.steps, count);
    body.rows(frame, 0, count, 2);
    Arrays.fill(frame.bases, 0);
  }
}
