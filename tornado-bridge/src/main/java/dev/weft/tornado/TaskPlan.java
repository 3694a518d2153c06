// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskCode;
import dev.weft.compiler.jvm.TaskCode.Argument;
import dev.weft.compiler.jvm.TaskOperand;
import dev.weft.runtime.Strided;
import dev.weft.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A graph of tasks for some work, with the arrays by which data goes to the device and back. What
 * is neither given nor needed stays there. Not thread-safe; compiled by its first run.
 */
final class TaskPlan implements AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();
  private static final DType FLAG = DType.I32;

  private final TornadoApi api;

  /** Those of the work, then those that live on the device only. */
  private final List<Object> memories = new ArrayList<>();

  private final Map<DType, Object> numbers = new EnumMap<>(DType.class);
  private final Map<DType, Object> scratch = new EnumMap<>(DType.class);
  private final Object context;
  private final Object failure;
  private final boolean checks;
  private final Object plan;
  private boolean ran;

  TaskPlan(TornadoKernels kernels, Work work) {
    this.api = kernels.api();
    List<Task> tasks = new ArrayList<>();
    Map<DType, Integer> counts = new EnumMap<>(DType.class);
    work.memories().forEach(memory -> add(memory.dtype, memory.length()));
    for (Work.Item item : work.items()) {
      tasks.addAll(Task.of(kernels, item.launch(), operands(item, counts), this::add));
    }
    counts.forEach((dtype, count) -> numbers.put(dtype, api.array(dtype, count)));
    List<Task.Compiled> compiled =
        tasks.stream()
            .filter(Task.Compiled.class::isInstance)
            .map(Task.Compiled.class::cast)
            .toList();
    compiled.forEach(this::scratch);
    this.context = api.context();
    this.failure = api.array(FLAG, 1);
    this.checks =
        compiled.stream()
            .flatMap(task -> task.code().arguments().stream())
            .anyMatch(TaskCode.Failure.class::isInstance);
    this.plan = plan(kernels, work, tasks);
  }

  private int add(DType dtype, long length) {
    memories.add(api.array(dtype, length));
    return memories.size() - 1;
  }

  private static List<TaskOperand> operands(Work.Item item, Map<DType, Integer> counts) {
    List<TaskOperand> operands = new ArrayList<>();
    for (int p = 0; p < item.places().length; p++) {
      Strided layout = item.launch().operands().get(p);
      long base = item.bases()[p];
      if (item.number()[p]) {
        int place = counts.merge(layout.dtype(), 1, Integer::sum) - 1;
        operands.add(new TaskOperand.Number(place));
      } else if (layout.identity()) {
        operands.add(new TaskOperand.Counted(base, layout.shape(), layout.strides()));
      } else if (item.places()[p] < 0) {
        operands.add(new TaskOperand.Nothing());
      } else {
        int array = item.places()[p];
        operands.add(new TaskOperand.Elements(array, base, layout.shape(), layout.strides()));
      }
    }
    return operands;
  }

  private void scratch(Task.Compiled task) {
    for (Argument argument : task.code().arguments()) {
      if (argument instanceof TaskCode.Scratch(DType dtype)) {
        Object known = scratch.get(dtype);
        long bytes = task.threads() * dtype.bytes();
        if (known == null || api.segment(known).byteSize() < bytes) {
          scratch.put(dtype, api.array(dtype, task.threads()));
        }
      }
    }
  }

  private Object plan(TornadoKernels kernels, Work work, List<Task> tasks) {
    String name = "weft" + COUNT.incrementAndGet();
    Object graph = api.graph(name);
    Object grids = api.grids();
    List<Object> once = new ArrayList<>();
    List<Object> always = new ArrayList<>(numbers.values());
    List<Object> back = new ArrayList<>();
    for (int m = 0; m < work.memories().size(); m++) {
      Work.Memory memory = work.memories().get(m);
      if (memory.in) {
        (memory.constant ? once : always).add(memories.get(m));
      }
      if (memory.out) {
        back.add(memories.get(m));
      }
    }
    if (checks) {
      always.add(failure);
      back.add(failure);
    }
    api.toDevice(graph, TornadoApi.Mode.FIRST_EXECUTION, once);
    api.toDevice(graph, TornadoApi.Mode.EVERY_EXECUTION, always);
    for (int t = 0; t < tasks.size(); t++) {
      switch (tasks.get(t)) {
        case Task.Compiled task -> {
          api.task(graph, "t" + t, kernels.classes().code(task.code()), arguments(task));
          api.grid(grids, name + ".t" + t, task.threads(), task.group());
        }
        case Task.Product product -> multiply(kernels.cublas(), graph, "t" + t, product);
      }
    }
    api.toHost(graph, back);
    Object made = api.plan(graph);
    if (tasks.stream().anyMatch(Task.Compiled.class::isInstance)) {
      api.schedule(made, grids);
    }
    return made;
  }

  private void multiply(Cublas cublas, Object graph, String id, Task.Product product) {
    Object right = memories.get(product.right());
    Object left = memories.get(product.left());
    Object result = memories.get(product.result());
    cublas.add(graph, id, product.dtype(), product.gemm(), right, left, result);
  }

  private List<Object> arguments(Task.Compiled task) {
    List<Object> arguments = new ArrayList<>(List.of(context));
    task.code().arguments().forEach(argument -> arguments.add(argument(argument)));
    return arguments;
  }

  private Object argument(Argument argument) {
    return switch (argument) {
      case TaskCode.Memory memory -> memories.get(memory.array());
      case TaskCode.Numbers(DType dtype) -> numbers.get(dtype);
      case TaskCode.Scratch(DType dtype) -> scratch.get(dtype);
      case TaskCode.Failure _ -> failure;
    };
  }

  /** Does some work equal to the one this was made for; false if a check failed. */
  boolean run(Work work) {
    Map<DType, Integer> counts = new EnumMap<>(DType.class);
    for (Noted entry : work.noted()) {
      for (int p = 0; p < entry.arrays().length; p++) {
        if (entry.number()[p]) {
          DType dtype = entry.launch().operands().get(p).dtype();
          int place = counts.merge(dtype, 1, Integer::sum) - 1;
          Transfer.in(entry.arrays()[p], 0, 1, api.segment(numbers.get(dtype)), place);
        }
      }
    }
    for (int m = 0; m < work.memories().size(); m++) {
      Work.Memory memory = work.memories().get(m);
      if (memory.in && !(ran && memory.constant)) {
        MemorySegment segment = api.segment(memories.get(m));
        Transfer.in(memory.array, memory.first, memory.length(), segment, 0);
      }
    }
    MemorySegment flag = api.segment(failure);
    flag.set(ValueLayout.JAVA_INT, 0, 0);
    api.execute(plan);
    ran = true;
    if (flag.get(ValueLayout.JAVA_INT, 0) != 0) {
      return false;
    }
    for (int m = 0; m < work.memories().size(); m++) {
      Work.Memory memory = work.memories().get(m);
      if (memory.out) {
        Transfer.out(api.segment(memories.get(m)), memory.array, memory.first, memory.length());
      }
    }
    return true;
  }

  @Override
  public void close() {
    api.close(plan);
  }
}
