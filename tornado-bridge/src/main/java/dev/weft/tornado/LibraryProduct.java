// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskOperand;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.schedule.MatrixProduct;
import dev.weft.compiler.schedule.SumOfProducts;
import dev.weft.runtime.Strided;
import dev.weft.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * What becomes of a launch where products of matrices are left to cuBLAS.
 *
 * @param tasks the product, and what the kernel does with it; nothing if the launch is no such
 *     product, or one that cuBLAS is not given
 * @param remark why so; nothing for kernels without a fold
 */
record LibraryProduct(Optional<List<Task>> tasks, Optional<String> remark) {
  private static final String BY =
      "products of matrices by cuBLAS, which sums in an order of its own: other bits than the"
          + " cpu's";

  /** What can be told of a kernel before there are sizes. */
  static Optional<String> remark(Kernel naive) {
    if (naive.reducedRank() == 0) {
      return Optional.empty();
    }
    Optional<SumOfProducts> sum = SumOfProducts.of(naive);
    return sum.isEmpty()
        ? Optional.of(refusal("it sums no products of two elements as they are"))
        : Optional.of(isReal(sum.get().dtype()) ? BY : foreign(sum.get().dtype()));
  }

  private static boolean isReal(DType dtype) {
    return dtype == DType.F32 || dtype == DType.F64;
  }

  private static String foreign(DType dtype) {
    return refusal("it has no products of " + dtype);
  }

  private static String refusal(String why) {
    return "not by cuBLAS: " + why;
  }

  private static LibraryProduct not(String why) {
    return new LibraryProduct(Optional.empty(), Optional.of(refusal(why)));
  }

  /**
   * Decides about a launch.
   *
   * @param operands where the arrays of the kernel's parameters are
   */
  static LibraryProduct of(
      TornadoKernels device, TaskLaunch launch, List<TaskOperand> operands, Task.Arrays arrays) {
    Optional<SumOfProducts> found =
        SumOfProducts.of(launch.kernel()).filter(sum -> isReal(sum.dtype()));
    if (found.isEmpty()) {
      return new LibraryProduct(Optional.empty(), remark(launch.kernel()));
    }
    SumOfProducts sum = found.get();
    Optional<MatrixProduct> product =
        MatrixProduct.of(sum, launch.kept(), launch.reduced(), strides(launch));
    if (product.isEmpty()) {
      return not("for these sizes and layouts it is no product of two matrices");
    }
    Optional<Gemm> gemm = Gemm.of(product.get());
    if (gemm.isEmpty()) {
      return not("a factor is not dense");
    }
    boolean batches = gemm.get().batches() > 1;
    if (!device.cublas().multiplies(sum.dtype(), batches)) {
      return not("this TornadoVM offers none for " + (batches ? "batches of " : "") + sum.dtype());
    }
    Map<String, TaskOperand> known = new HashMap<>();
    for (int p = 0; p < operands.size(); p++) {
      known.put(launch.kernel().params().get(p).name(), operands.get(p));
    }
    OptionalInt right = start(known.get(product.get().right().param()));
    OptionalInt left = start(known.get(product.get().left().param()));
    if (right.isEmpty() || left.isEmpty()) {
      return not("a factor begins inside an array of which more is needed");
    }
    IntFunction<Task> into =
        result ->
            new Task.Product(sum.dtype(), gemm.get(), right.getAsInt(), left.getAsInt(), result);
    return new LibraryProduct(
        Optional.of(tasks(device, launch, sum, into, known, arrays)), Optional.of(BY));
  }

  private static Map<String, long[]> strides(TaskLaunch launch) {
    Map<String, long[]> strides = new HashMap<>();
    for (int p = 0; p < launch.operands().size(); p++) {
      strides.put(launch.kernel().params().get(p).name(), launch.operands().get(p).strides());
    }
    return strides;
  }

  /** The array that an operand begins, if it does: what cuBLAS is given are whole arrays. */
  private static OptionalInt start(TaskOperand operand) {
    return operand instanceof TaskOperand.Elements(int array, long base, _, _) && base == 0
        ? OptionalInt.of(array)
        : OptionalInt.empty();
  }

  /**
   * The product, and what follows it.
   *
   * @param into makes the product that goes to the array of a number
   */
  private static List<Task> tasks(
      TornadoKernels device,
      TaskLaunch launch,
      SumOfProducts sum,
      IntFunction<Task> into,
      Map<String, TaskOperand> known,
      Task.Arrays arrays) {
    Optional<TaskOperand> stored = sum.stored().map(known::get).filter(LibraryProduct::isDense);
    OptionalInt result = stored.map(LibraryProduct::start).orElse(OptionalInt.empty());
    if (result.isPresent()) {
      return List.of(into.apply(result.getAsInt()));
    }
    Strided sums = Strided.rowMajor(sum.dtype(), launch.kept());
    int array = arrays.add(sum.dtype(), sums.size());
    known.put(sum.sums(), new TaskOperand.Elements(array, 0, sums.shape(), sums.strides()));
    List<TaskOperand> own =
        sum.after().params().stream().map(param -> known.get(param.name())).toList();
    Task after = Task.single(device.names(), sum.after(), own, launch.kept(), launch.kept());
    return List.of(into.apply(array), after);
  }

  /** True if elements lie one after another in row-major order. */
  private static boolean isDense(TaskOperand operand) {
    if (!(operand instanceof TaskOperand.Elements(_, _, long[] shape, long[] strides))) {
      return false;
    }
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && strides[axis] != step) {
        return false;
      }
      step *= shape[axis];
    }
    return true;
  }
}
