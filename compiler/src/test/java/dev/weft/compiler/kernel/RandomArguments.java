// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.kernel.KernelInterpreter.Failure;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Arguments at random for a kernel, and what a run makes of them. */
public final class RandomArguments {
  private static final double[] ODD = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e-310,
    1e300,
    7,
    3e9
  };

  private final long[] extents;
  private final List<Tensor> inputs;
  private final Kernel kernel;

  private RandomArguments(Kernel kernel, long[] extents, List<Tensor> inputs) {
    this.kernel = kernel;
    this.extents = extents;
    this.inputs = inputs;
  }

  /**
   * Arguments for a domain of up to {@code most} elements; whole tensors have 8 elements, outputs
   * stay out.
   */
  public static RandomArguments of(Kernel kernel, long seed, int most) {
    RandomGenerator random = new SplittableRandom(seed);
    long[] extents = new long[kernel.keptRank() + kernel.reducedRank()];
    int left = most;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      boolean last = axis == 0;
      extents[axis] = 1 + random.nextInt(last ? left : Math.min(left, 1 + (int) Math.sqrt(left)));
      left = Math.max(1, (int) (left / extents[axis]));
    }
    for (int axis = 0; axis < kernel.keptRank(); axis++) {
      extents[axis] = random.nextInt(20) == 0 ? 0 : extents[axis];
    }
    return new RandomArguments(kernel, extents, inputs(kernel, extents, random));
  }

  private static List<Tensor> inputs(Kernel kernel, long[] extents, RandomGenerator random) {
    List<Tensor> inputs = new ArrayList<>();
    for (Kernel.Param param : kernel.params()) {
      inputs.add(
          switch (param.mode()) {
            case OUT -> null;
            case PARTS -> throw new IllegalArgumentException("a naive kernel with parts");
            case WHOLE -> tensor(param.dtype(), new long[] {8}, random);
            case IN -> tensor(param.dtype(), Arrays.copyOf(extents, param.rank()), random);
          });
    }
    return inputs;
  }

  /** Extents of the kept axes and then of the reduced axes. */
  public long[] extents() {
    return extents.clone();
  }

  /**
   * Arguments for a domain of given extents.
   *
   * @param extents of the kept axes and then of the reduced axes
   */
  public static RandomArguments of(Kernel kernel, long seed, long[] extents) {
    RandomGenerator random = new SplittableRandom(seed);
    return new RandomArguments(kernel, extents, inputs(kernel, extents, random));
  }

  /** What a run gave. */
  public record Outcome(Optional<Failure> failure, List<Long> bits) {}

  /** Interprets a kernel with the parameters of this one's. */
  public Outcome run(Kernel scheduled) {
    List<Tensor> arguments = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      arguments.add(inputs.get(i) != null ? inputs.get(i) : output(i));
    }
    Optional<Failure> failure = KernelInterpreter.run(scheduled, extents, arguments);
    List<Long> bits = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i) == null) {
        bits(arguments.get(i), bits);
      }
    }
    return new Outcome(failure, bits);
  }

  /**
   * Interprets kernels that do the work of this one together.
   *
   * @param parts what they hand to each other, by name
   */
  public Outcome run(List<Kernel> kernels, Map<String, Tensor> parts) {
    Map<String, Tensor> arguments = new HashMap<>(parts);
    for (int i = 0; i < inputs.size(); i++) {
      String name = kernel.params().get(i).name();
      arguments.put(name, inputs.get(i) != null ? inputs.get(i) : output(i));
    }
    Optional<Failure> failure = Optional.empty();
    for (Kernel each : kernels) {
      List<Tensor> own = each.params().stream().map(param -> arguments.get(param.name())).toList();
      Optional<Failure> found = KernelInterpreter.run(each, extents, own);
      failure = failure.isPresent() ? failure : found;
    }
    List<Long> bits = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i) == null) {
        bits(arguments.get(kernel.params().get(i).name()), bits);
      }
    }
    return new Outcome(failure, bits);
  }

  private Tensor output(int i) {
    Kernel.Param param = kernel.params().get(i);
    return Tensor.zeros(param.dtype(), Arrays.copyOf(extents, param.rank()));
  }

  private static void bits(Tensor tensor, List<Long> bits) {
    Object one = Storage.allocate(tensor.dtype(), 1);
    for (long position = 0; position < tensor.size(); position++) {
      tensor.read(position, 1, one, 0);
      bits.add(
          switch (one) {
            case double[] a -> Double.doubleToRawLongBits(a[0]);
            case float[] a -> (long) Float.floatToRawIntBits(a[0]);
            case long[] a -> a[0];
            case int[] a -> (long) a[0];
            case boolean[] a -> a[0] ? 1L : 0L;
            case byte[] a -> (long) a[0];
            case short[] a -> (long) a[0];
            case char[] a -> (long) a[0];
            default -> throw new AssertionError(one);
          });
    }
  }

  private static Tensor tensor(DType dtype, long[] shape, RandomGenerator random) {
    Tensor tensor = Tensor.zeros(dtype, shape);
    Object one = Storage.allocate(dtype, 1);
    for (long position = 0; position < tensor.size(); position++) {
      double odd = ODD[random.nextInt(ODD.length)];
      double value = random.nextInt(4) == 0 ? odd : random.nextGaussian() * 4;
      boolean small = random.nextBoolean();
      switch (one) {
        case double[] a -> a[0] = value;
        case float[] a -> a[0] = (float) value;
        case long[] a -> a[0] = small ? (long) value : random.nextLong();
        case int[] a -> a[0] = small ? (int) value : random.nextInt();
        case boolean[] a -> a[0] = random.nextBoolean();
        case byte[] a -> a[0] = (byte) random.nextInt();
        case short[] a -> a[0] = (short) random.nextInt();
        case char[] a -> a[0] = (char) random.nextInt();
        default -> throw new AssertionError(one);
      }
      tensor.write(position, 1, one, 0);
    }
    return tensor;
  }
}
