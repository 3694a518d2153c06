// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Arguments at random, special values among them. */
final class RandomTensors {
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    1.5,
    2.5,
    -0.3,
    0.49999999999999994,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    0x1p52,
    0x1p52 + 1,
    -0x1p51 - 0.5,
    0x1p63,
    -0x1p63,
    0x1p31,
    -0x1p31 - 1,
    0x1p23,
    0x1p22 + 0.5,
    Float.MIN_VALUE,
    1e300,
    -1e300,
    255,
    256,
    4503599627370495.5
  };
  private static final long[] INTEGERS = {
    0,
    1,
    -1,
    2,
    31,
    63,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x7fffffffL + 1,
    (1L << 53) + 1,
    (1L << 62) + 12345,
    -(1L << 53) - 1,
    255,
    256
  };

  private RandomTensors() {}

  /** Arguments of a kernel over a domain; outputs are zeros. */
  static List<Tensor> arguments(Kernel kernel, long[] extents, long seed) {
    Random random = new Random(seed);
    List<Tensor> arguments = new ArrayList<>();
    for (Kernel.Param param : kernel.params()) {
      long[] shape =
          param.mode() == Kernel.Mode.WHOLE ? new long[] {8} : Arrays.copyOf(extents, param.rank());
      arguments.add(
          param.mode() == Kernel.Mode.OUT
              ? Tensor.zeros(param.dtype(), shape)
              : tensor(random, param.dtype(), shape));
    }
    return arguments;
  }

  /** The same inputs, fresh outputs. */
  static List<Tensor> again(Kernel kernel, List<Tensor> arguments) {
    List<Tensor> again = new ArrayList<>();
    for (int p = 0; p < arguments.size(); p++) {
      Tensor tensor = arguments.get(p);
      boolean out = kernel.params().get(p).mode() == Kernel.Mode.OUT;
      again.add(out ? Tensor.zeros(tensor.dtype(), tensor.shape()) : tensor);
    }
    return again;
  }

  private static Tensor tensor(Random random, DType dtype, long[] shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Object data =
        switch (dtype) {
          case F64 -> doubles(random, size);
          case F32 -> {
            float[] floats = new float[size];
            double[] doubles = doubles(random, size);
            for (int i = 0; i < size; i++) {
              floats[i] = (float) doubles[i];
            }
            yield floats;
          }
          case I64 -> longs(random, size);
          case I32 -> Arrays.stream(longs(random, size)).mapToInt(v -> (int) v).toArray();
          case BOOL -> {
            boolean[] booleans = new boolean[size];
            for (int i = 0; i < size; i++) {
              booleans[i] = random.nextBoolean();
            }
            yield booleans;
          }
          case I16 -> {
            short[] shorts = new short[size];
            for (int i = 0; i < size; i++) {
              shorts[i] = (short) random.nextInt();
            }
            yield shorts;
          }
          case U16 -> {
            char[] chars = new char[size];
            for (int i = 0; i < size; i++) {
              chars[i] = (char) random.nextInt();
            }
            yield chars;
          }
          case U8, I8 -> {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            yield bytes;
          }
          case C64, C128 -> throw new IllegalArgumentException(dtype + " in a kernel");
        };
    return Tensor.dense(dtype, data, shape);
  }

  private static double[] doubles(Random random, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (random.nextInt(8)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> random.nextGaussian() * 1e17;
            case 2 -> random.nextInt(2000) / 4.0 - 250;
            default -> random.nextGaussian() * 10;
          };
    }
    return values;
  }

  private static long[] longs(Random random, int size) {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          switch (random.nextInt(4)) {
            case 0 -> INTEGERS[random.nextInt(INTEGERS.length)];
            case 1 -> random.nextLong();
            default -> random.nextInt(40) - 20;
          };
    }
    return values;
  }
}
