// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Random;

/** Inputs of the contract suite: the same in every run. */
final class ContractInputs {
  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -2.5,
    3.5,
    7,
    1e-3,
    1e10,
    -1e10,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x1p63,
    1e300,
    Double.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private ContractInputs() {}

  /** Ordinary numbers from -4 to 4; bools are mixed. */
  static Tensor ordinary(DType dtype, long seed, long... shape) {
    Random random = new Random(seed);
    double[] values = new double[(int) Tensor.zeros(dtype, shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-64, 65) / 16.0;
    }
    return converted(dtype, values, shape);
  }

  /** Every edge value {@code turn} times over. */
  static Tensor edges(DType dtype, int turns) {
    double[] values = new double[EDGES.length * turns];
    for (int i = 0; i < values.length; i++) {
      values[i] = EDGES[i % EDGES.length];
    }
    return converted(dtype, values, values.length);
  }

  /** Every edge value {@code EDGES} times in a row, beside {@link #edges} every pair once. */
  static Tensor rowsOfEdges(DType dtype) {
    double[] values = new double[EDGES.length * EDGES.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = EDGES[i / EDGES.length];
    }
    return converted(dtype, values, values.length);
  }

  static int edgeCount() {
    return EDGES.length;
  }

  private static Tensor converted(DType dtype, double[] values, long... shape) {
    Object storage = Storage.allocate(dtype, values.length);
    for (int i = 0; i < values.length; i++) {
      double x = values[i];
      switch (dtype) {
        case BOOL -> ((boolean[]) storage)[i] = x > 0;
        case U8, I8 -> ((byte[]) storage)[i] = (byte) (int) x;
        case I16 -> ((short[]) storage)[i] = (short) (int) x;
        case U16 -> ((char[]) storage)[i] = (char) (int) x;
        case I32 -> ((int[]) storage)[i] = (int) x;
        case I64 -> ((long[]) storage)[i] = (long) x;
        case F32 -> ((float[]) storage)[i] = (float) x;
        case F64 -> ((double[]) storage)[i] = x;
        case C64 -> {
          ((float[]) storage)[2 * i] = (float) x;
          ((float[]) storage)[2 * i + 1] = (float) values[values.length - 1 - i];
        }
        case C128 -> {
          ((double[]) storage)[2 * i] = x;
          ((double[]) storage)[2 * i + 1] = values[values.length - 1 - i];
        }
      }
    }
    return Tensor.dense(dtype, storage, shape);
  }
}
