// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskApi;
import dev.weft.compiler.jvm.TaskCode;
import dev.weft.compiler.jvm.TaskEmitter;
import dev.weft.compiler.jvm.TaskOperand;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.schedule.GpuSchedule;
import dev.weft.compiler.schedule.GroupFold;
import dev.weft.compiler.schedule.GroupKernel;
import dev.weft.compiler.schedule.TileFold;
import dev.weft.runtime.Strided;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A part of a graph of tasks: a kernel for known sizes, or a call of a library. */
sealed interface Task {

  /**
   * A kernel.
   *
   * @param threads that run it, a multiple of {@code group}
   * @param group threads of a group
   */
  record Compiled(TaskCode code, long threads, int group) implements Task {}

  /**
   * A product of matrices by cuBLAS, of whole arrays of {@code dtype}.
   *
   * @param right the number of an array, see {@link TaskOperand.Elements}
   * @param left that of the other factor
   * @param result that of the result, in which nothing else lies
   */
  record Product(DType dtype, Gemm gemm, int right, int left, int result) implements Task {}

  int GROUP = 256;

  /** The side of a square of threads. */
  int SIDE = 16;

  /** Folds that are shorter than this are not worth a tile. */
  long DEEP = 16;

  /** Groups that a device is taken to work on at a time. */
  int BUSY = 128;

  /** Folds that are shorter than this are left to one thread per kept element. */
  long LONG = 256;

  /** From here on a thread per kept element is enough to do. */
  long MANY = 1 << 14;

  /** Arrays that live on the device only. */
  interface Arrays {
    /** The number of a new one, see {@link TaskOperand.Elements}. */
    int add(DType dtype, long length);
  }

  /** The tasks of a launch, in order. */
  static List<Task> of(
      TornadoKernels device, TaskLaunch launch, List<TaskOperand> operands, Arrays arrays) {
    return device
        .product(launch, operands, arrays)
        .orElseGet(() -> compiled(device, launch, operands, arrays));
  }

  private static List<Task> compiled(
      TornadoKernels device, TaskLaunch launch, List<TaskOperand> operands, Arrays arrays) {
    TaskApi names = device.names();
    Optional<List<GroupKernel>> tiled = device.tiles() ? tiled(launch) : Optional.empty();
    return tiled
        .or(() -> grouped(launch))
        .map(kernels -> tasks(names, launch, kernels, operands, arrays))
        .orElseGet(
            () ->
                List.of(single(names, launch.kernel(), operands, launch.kept(), launch.extents())));
  }

  /** The kernel in which groups make tiles of the result, unless it has few and long folds. */
  private static Optional<List<GroupKernel>> tiled(TaskLaunch launch) {
    List<long[]> strides = launch.operands().stream().map(Strided::strides).toList();
    long reduced = product(launch.reduced());
    return reduced < DEEP || reduced > product(launch.kept())
        ? Optional.empty()
        : TileFold.apply(launch.kernel(), launch.kept(), launch.reduced(), strides, SIDE, BUSY)
            .map(List::of);
  }

  /** The kernels in which threads work on one fold together, where that pays and can be called. */
  private static Optional<List<GroupKernel>> grouped(TaskLaunch launch) {
    long kept = product(launch.kept());
    long reduced = product(launch.reduced());
    if (reduced < LONG || kept >= MANY) {
      return Optional.empty();
    }
    return GroupFold.apply(launch.kernel(), kept, reduced, GROUP)
        .filter(
            kernels ->
                kernels.stream()
                    .allMatch(k -> k.kernel().params().size() <= TornadoTarget.MOST_ARRAYS));
  }

  private static long product(long[] extents) {
    return LongStream.of(extents).reduce(1, Math::multiplyExact);
  }

  private static List<Task> tasks(
      TaskApi names,
      TaskLaunch launch,
      List<GroupKernel> kernels,
      List<TaskOperand> operands,
      Arrays arrays) {
    Map<String, TaskOperand> known = new HashMap<>();
    for (int p = 0; p < operands.size(); p++) {
      known.put(launch.kernel().params().get(p).name(), operands.get(p));
    }
    List<Task> tasks = new ArrayList<>();
    for (GroupKernel each : kernels) {
      each.parts().forEach(part -> known.put(part.name(), part(part, arrays)));
      List<TaskOperand> own =
          each.kernel().params().stream().map(param -> known.get(param.name())).toList();
      TaskCode code = TaskEmitter.emit(names, each.kernel(), own, launch.extents());
      tasks.add(new Compiled(code, each.groups() * each.threads(), each.threads()));
    }
    return tasks;
  }

  private static TaskOperand part(GroupKernel.Part part, Arrays arrays) {
    int array = arrays.add(part.dtype(), part.length());
    return new TaskOperand.Elements(array, 0, new long[] {part.length()}, new long[] {1});
  }

  /**
   * A thread per kept element; a kernel that is no nest of loops is run by one.
   *
   * @param kept extents of the kept axes
   * @param extents those of all axes
   */
  static Task single(
      TaskApi names, Kernel naive, List<TaskOperand> operands, long[] kept, long[] extents) {
    Kernel kernel = GpuSchedule.apply(naive, GROUP);
    TaskCode code = TaskEmitter.emit(names, kernel, operands, extents);
    boolean grouped =
        kernel.body().stream().anyMatch(s -> s instanceof Stmt.Loop l && l.axis() == Axis.GROUP);
    if (!grouped) {
      return new Compiled(code, 1, 1);
    }
    long elements = product(kept);
    return new Compiled(code, (elements + GROUP - 1) / GROUP * GROUP, GROUP);
  }
}
