// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.elaborate.Signature;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Random;

/**
 * An input of a generated program.
 *
 * @param weak a Java scalar
 * @param seed of its values
 */
record Given(
    String name, DType dtype, List<Long> shape, Arrangement arrangement, boolean weak, long seed) {

  /** How it lies in memory. */
  enum Arrangement {
    DENSE,
    TRANSPOSED,
    STEPPED,
    BACKWARDS,
    REPEATED
  }

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    0x1p52 + 1,
    0x1p63,
    -0x1p31 - 1,
    Float.MIN_VALUE,
    1e300,
    1e-300,
    709.9,
    -745.2,
    4503599627370495.5
  };
  private static final long[] EDGES = {
    0,
    1,
    -1,
    2,
    31,
    32,
    63,
    64,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    (1L << 53) + 1
  };

  Signature.Argument type() {
    return weak ? Signature.Argument.weak(dtype) : Signature.Argument.of(dtype, shape.size());
  }

  Given arranged(Arrangement other) {
    return new Given(name, dtype, shape, other, weak, seed);
  }

  @Override
  public String toString() {
    String what = weak ? " weak" : " " + arrangement;
    return name + ": " + dtype.shortName() + Term.list(shape) + what + ", seed " + seed;
  }

  /** The values: always the same for one seed. */
  Tensor tensor() {
    Random random = new Random(seed);
    int rank = shape.size();
    long[] extents = shape.stream().mapToLong(Long::longValue).toArray();
    long[] strides = new long[rank];
    long step = arrangement == Arrangement.STEPPED ? 2 : 1;
    long offset = arrangement == Arrangement.STEPPED ? 3 : 0;
    long next = step;
    for (int i = 0; i < rank; i++) {
      int axis = arrangement == Arrangement.TRANSPOSED ? i : rank - 1 - i;
      boolean repeated = arrangement == Arrangement.REPEATED && i == 0;
      strides[axis] = repeated ? 0 : next;
      next *= repeated ? 1 : Math.max(extents[axis], 1) + (step == 2 ? 1 : 0);
      if (arrangement == Arrangement.BACKWARDS && i < 2) {
        offset += strides[axis] * Math.max(extents[axis] - 1, 0);
        strides[axis] = -strides[axis];
      }
    }
    Object storage = fill(random, (int) (next + 4));
    return Tensor.view(dtype, storage, offset, extents, strides);
  }

  private Object fill(Random random, int count) {
    Object storage = Storage.allocate(dtype, count);
    boolean tame = random.nextBoolean();
    for (int i = 0; i < Array.getLength(storage); i++) {
      switch (storage) {
        case double[] a -> a[i] = real(random, tame);
        case float[] a -> a[i] = (float) real(random, tame);
        case long[] a -> a[i] = integer(random, tame);
        case int[] a -> a[i] = (int) integer(random, tame);
        case boolean[] a -> a[i] = random.nextBoolean();
        case short[] a -> a[i] = (short) integer(random, tame);
        case char[] a -> a[i] = (char) integer(random, tame);
        default -> ((byte[]) storage)[i] = (byte) random.nextInt();
      }
    }
    return storage;
  }

  private static double real(Random random, boolean tame) {
    return switch (random.nextInt(tame ? 6 : 8)) {
      case 0 -> random.nextInt(9) - 4;
      case 1 -> random.nextInt(2000) / 4.0 - 250;
      case 6 -> SPECIAL[random.nextInt(SPECIAL.length)];
      case 7 -> random.nextGaussian() * 1e17;
      default -> random.nextGaussian() * 3;
    };
  }

  private static long integer(Random random, boolean tame) {
    return switch (random.nextInt(tame ? 4 : 6)) {
      case 4 -> EDGES[random.nextInt(EDGES.length)];
      case 5 -> random.nextLong();
      default -> random.nextInt(40) - 20;
    };
  }
}
