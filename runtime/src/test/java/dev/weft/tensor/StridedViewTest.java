// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random chains of movements: every element, window and copy is checked against its source index.
 */
class StridedViewTest {

  /** A view and the value that each of its elements must have, in row-major order. */
  private record Moved(Tensor view, long[] expected) {}

  private static Tensor base(Random random) {
    DType[] dtypes = DType.values();
    DType dtype = dtypes[random.nextInt(dtypes.length)].part();
    long[] shape = random.longs(random.nextInt(5), 0, 8).toArray();
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] += random.nextInt(10) > 0 && shape[axis] == 0 ? 1 : 0;
    }
    Tensor tensor = Tensor.zeros(dtype, shape);
    for (int i = 0; i < tensor.size(); i++) {
      set(tensor.storage(), i, i);
    }
    return tensor;
  }

  private static void set(Object storage, int at, int value) {
    switch (storage) {
      case double[] array -> array[at] = value;
      case float[] array -> array[at] = value;
      case long[] array -> array[at] = value;
      case int[] array -> array[at] = value;
      case byte[] array -> array[at] = (byte) value;
      case short[] array -> array[at] = (short) value;
      case char[] array -> array[at] = (char) value;
      case boolean[] array -> array[at] = value % 3 == 0;
      default -> throw new AssertionError();
    }
  }

  private static long[] values(Tensor tensor) {
    long[] all = new long[(int) tensor.size()];
    long[] index = new long[tensor.rank()];
    for (int i = 0; i < all.length; i++) {
      all[i] = tensor.dtype().isComplex() ? complex(tensor, index) : (long) tensor.getDouble(index);
      increment(index, tensor);
    }
    return all;
  }

  /** Both parts in one number. */
  private static long complex(Tensor tensor, long[] index) {
    return 31 * (long) tensor.real().getDouble(index) + (long) tensor.imag().getDouble(index);
  }

  /** An element of an array that holds those of a dtype. */
  private static long element(DType dtype, Object array, int i) {
    return values(Tensor.view(dtype, array, i, new long[] {1}, new long[] {1}))[0];
  }

  private static Tensor move(Tensor tensor, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> permute(tensor, random);
      case 1 -> slice(tensor, random);
      case 2 -> broadcast(tensor, random);
      default -> reshape(tensor, random);
    };
  }

  /** Checks every element of a moved tensor against the element it came from. */
  private static Tensor check(Tensor before, Tensor after, UnaryOperator<long[]> source) {
    long[] index = new long[after.rank()];
    for (int i = 0; i < after.size(); i++) {
      assertEquals(before.getDouble(source.apply(index)), after.getDouble(index));
      increment(index, after);
    }
    return after;
  }

  private static void increment(long[] index, Tensor tensor) {
    for (int axis = index.length - 1; axis >= 0 && ++index[axis] == tensor.dim(axis); axis--) {
      index[axis] = 0;
    }
  }

  private static Tensor permute(Tensor tensor, Random random) {
    int[] axes = shuffled(tensor.rank(), random);
    return check(
        tensor,
        tensor.permute(axes),
        index -> {
          long[] from = new long[axes.length];
          for (int i = 0; i < axes.length; i++) {
            from[axes[i]] = index[i];
          }
          return from;
        });
  }

  private static int[] shuffled(int n, Random random) {
    int[] axes = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int axis = axes[i];
      axes[i] = axes[j];
      axes[j] = axis;
    }
    return axes;
  }

  private static Tensor slice(Tensor tensor, Random random) {
    int rank = tensor.rank();
    long[] start = new long[rank];
    long[] count = new long[rank];
    long[] step = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      long n = tensor.dim(axis);
      step[axis] = random.nextInt(3) + 1;
      count[axis] = n == 0 ? 0 : random.nextLong((n - 1) / step[axis] + 1) + 1;
      if (random.nextBoolean() && n > 0) {
        start[axis] = n - 1;
        step[axis] = -step[axis];
      }
    }
    return check(
        tensor,
        tensor.slice(start, count, step),
        index -> IntStream.range(0, rank).mapToLong(i -> start[i] + index[i] * step[i]).toArray());
  }

  private static Tensor broadcast(Tensor tensor, Random random) {
    long[] shape = tensor.shape();
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = shape[axis] == 1 ? random.nextInt(4) + 1 : shape[axis];
    }
    if (shape.length < 5 && tensor.size() < 1000) {
      long[] more = new long[shape.length + 1];
      more[0] = random.nextInt(3) + 1;
      System.arraycopy(shape, 0, more, 1, shape.length);
      shape = more;
    }
    int lead = shape.length - tensor.rank();
    return check(
        tensor,
        tensor.broadcastTo(shape),
        index ->
            IntStream.range(0, tensor.rank())
                .mapToLong(i -> tensor.dim(i) == 1 ? 0 : index[lead + i])
                .toArray());
  }

  private static Tensor reshape(Tensor tensor, Random random) {
    if (tensor.size() == 0) {
      return tensor.reshape(0, 3);
    }
    long outer = 1;
    for (long k = 1 + random.nextInt(6); k > 1; k--) {
      outer = tensor.size() % k == 0 ? k : outer;
    }
    Tensor result = tensor.reshape(outer, -1, 1);
    assertArrayEquals(values(tensor), values(result));
    return result;
  }

  private static Moved moved(Random random) {
    Tensor tensor = base(random);
    for (int moves = random.nextInt(5); moves > 0; moves--) {
      tensor = move(tensor, random);
    }
    return new Moved(tensor, values(tensor));
  }

  private static Random random(RepetitionInfo repetition) {
    return new Random(repetition.getCurrentRepetition() * 7919L);
  }

  @RepeatedTest(400)
  void readsAgreeWithElementAccess(RepetitionInfo repetition) {
    Random random = random(repetition);
    Moved moved = moved(random);
    Tensor view = moved.view;
    long position = view.size() == 0 ? 0 : random.nextLong(view.size());
    int count = (int) (view.size() == 0 ? 0 : random.nextLong(view.size() - position) + 1);
    Object window = Storage.allocate(view.dtype(), count + 2);
    view.read(position, count, window, 1);
    for (int i = 0; i < count; i++) {
      assertEquals(moved.expected[(int) position + i], element(view.dtype(), window, i + 1));
    }
    int direct = view.window(position, count);
    for (int i = 0; direct >= 0 && i < count; i++) {
      assertEquals(
          moved.expected[(int) position + i], element(view.dtype(), view.storage(), direct + i));
    }
    assertEquals(view.isContiguous(), view.window(0, view.size()) >= 0);
  }

  @RepeatedTest(400)
  void copiesKeepElements(RepetitionInfo repetition) {
    Random random = random(repetition);
    Moved moved = moved(random);
    Tensor view = moved.view;
    assertArrayEquals(moved.expected, values(view.copy()));
    assertTrue(view.copy().isWhole());
    assertTrue(view.contentEquals(view.contiguous()));
    Tensor flat = view.reshape(view.size());
    assertArrayEquals(moved.expected, values(flat));
    Tensor into = writable(view, random);
    view.copyTo(into);
    assertArrayEquals(moved.expected, values(into));
    Tensor written = writable(view, random);
    written.write(0, view.size(), Elements.toArray(view), 0);
    assertArrayEquals(moved.expected, values(written));
  }

  /** A strided tensor of the view's shape with room between its elements. */
  private static Tensor writable(Tensor view, Random random) {
    int rank = view.rank();
    int[] axes = shuffled(rank, random);
    long[] shape = new long[rank];
    int[] inverse = new int[rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = view.dim(axes[i]) * 2;
      inverse[axes[i]] = i;
    }
    long[] start = new long[rank];
    long[] step = new long[rank];
    for (int i = 0; i < rank; i++) {
      boolean back = random.nextBoolean();
      start[i] = back ? Math.max(shape[i] - 1, 0) : 0;
      step[i] = (back ? -1 : 1) * (1 + random.nextInt(2));
    }
    long[] count = IntStream.range(0, rank).mapToLong(i -> view.dim(axes[i])).toArray();
    return Tensor.zeros(view.dtype(), shape).slice(start, count, step).permute(inverse);
  }

  private static Tensor counted(DType dtype, long... shape) {
    Tensor tensor = Tensor.zeros(dtype, shape);
    for (int i = 0; i < tensor.size(); i++) {
      set(tensor.storage(), i, i);
    }
    return tensor;
  }

  /** Layouts that take each of the ways through the block copy. */
  private static List<Tensor> layouts(DType dtype) {
    Tensor grid = counted(dtype, 90, 130);
    long[] rows = {80, 3};
    return List.of(
        grid.transpose(),
        grid.slice(new long[] {5, 7}, new long[] {80, 100}, new long[] {1, 1}),
        grid.slice(new long[] {89, 129}, new long[] {45, 65}, new long[] {-2, -2}).transpose(),
        grid.slice(new long[] {2, 4}, rows, new long[] {1, 2}),
        Tensor.view(
            dtype, grid.storage(), 0, new long[] {80, 120, 3, 3}, new long[] {130, 1, 130, 1}),
        counted(dtype, 40, 4, 5, 6).permute(0, 3, 1, 2),
        counted(dtype, 2, 50, 60).permute(0, 2, 1),
        counted(dtype, 70).reshape(70, 1).broadcastTo(70, 50),
        counted(dtype, 50).broadcastTo(3, 70, 50));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void largeBlocksKeepElements(DType dtype) {
    Random random = new Random(3);
    for (Tensor view : layouts(dtype)) {
      long[] expected = values(view);
      assertArrayEquals(expected, values(view.copy()));
      Tensor into = writable(view, random);
      view.copyTo(into);
      assertArrayEquals(expected, values(into));
      Tensor turned = Tensor.zeros(dtype, view.transpose().shape()).transpose();
      turned.write(0, view.size(), Elements.toArray(view), 0);
      assertArrayEquals(expected, values(turned));
      Object window = Storage.allocate(dtype, 1000);
      for (int at = 0; at + 1000 <= view.size(); at += 977) {
        view.read(at, 1000, window, 0);
        Tensor read = Tensor.view(dtype, window, 0, new long[] {1000}, new long[] {1});
        assertArrayEquals(Arrays.copyOfRange(expected, at, at + 1000), values(read));
      }
    }
  }
}
