// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import uk.ac.manchester.tornado.api.TaskGraph.Action;
import uk.ac.manchester.tornado.api.common.LibraryTaskDescriptor;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;
import uk.ac.manchester.tornado.cublas.ColumnMajor;

/**
 * Stands in for the class of this name in tests without TornadoVM: runs the methods of tasks in
 * plain Java on memory of a device of its own, to which arrays go only when they are transferred.
 */
public final class TornadoExecutionPlan implements AutoCloseable {
  /** What an array of the device holds before anything was written to it. */
  private static final byte GARBAGE = (byte) 0xc5;

  private static final List<TornadoExecutionPlan> MADE =
      Collections.synchronizedList(new ArrayList<>());

  private final TaskGraph graph;
  private final Map<Object, TornadoNativeArray> device = new IdentityHashMap<>();
  private GridScheduler grids;
  private int executions;
  private boolean closed;
  private RuntimeException failure;

  public TornadoExecutionPlan(ImmutableTaskGraph... graphs) {
    this.graph = graphs[0].graph();
    MADE.add(this);
  }

  /** The plans made since this was called last. */
  public static List<TornadoExecutionPlan> made() {
    synchronized (MADE) {
      List<TornadoExecutionPlan> made = List.copyOf(MADE);
      MADE.clear();
      return made;
    }
  }

  public TaskGraph graph() {
    return graph;
  }

  public int executions() {
    return executions;
  }

  public boolean isClosed() {
    return closed;
  }

  /** The threads of a task, and how many of them are a group. */
  public List<Long> geometry(String task) {
    WorkerGrid grid = grids.get(graph.name() + "." + task);
    return List.of(grid.getGlobalWork()[0], grid.getLocalWork()[0]);
  }

  public TornadoExecutionPlan withGridScheduler(GridScheduler scheduler) {
    if (scheduler.isEmpty()) {
      throw new IllegalArgumentException("no grid is of a task of this graph");
    }
    this.grids = scheduler;
    return this;
  }

  /** From now on nothing is executed. */
  public void fail(RuntimeException because) {
    this.failure = because;
  }

  public Object execute() {
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      throw new IllegalStateException("the plan is closed");
    }
    for (Action action : graph.actions()) {
      switch (action) {
        case TaskGraph.In(int mode, List<Object> arrays) -> {
          if (mode == DataTransferMode.EVERY_EXECUTION || executions == 0) {
            arrays.forEach(array -> twin(array).getSegment().copyFrom(segment(array)));
          }
        }
        case TaskGraph.Task task -> run(task);
        case TaskGraph.Library(_, LibraryTaskDescriptor call) ->
            ColumnMajor.gemm(call.parameters(), this::twin);
        case TaskGraph.Out(_, List<Object> arrays) ->
            arrays.forEach(array -> segment(array).copyFrom(twin(array).getSegment()));
      }
    }
    executions++;
    return this;
  }

  private static MemorySegment segment(Object array) {
    return ((TornadoNativeArray) array).getSegment();
  }

  private TornadoNativeArray twin(Object array) {
    return device.computeIfAbsent(array, _ -> make((TornadoNativeArray) array));
  }

  private static TornadoNativeArray make(TornadoNativeArray array) {
    try {
      TornadoNativeArray twin =
          array.getClass().getConstructor(int.class).newInstance(array.getSize());
      twin.getSegment().fill(GARBAGE);
      return twin;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(TaskGraph.Task task) {
    WorkerGrid grid = grids.get(graph.name() + "." + task.id());
    int threads = Math.toIntExact(grid.getGlobalWork()[0]);
    int size = Math.toIntExact(grid.getLocalWork()[0]);
    if (threads % size != 0) {
      throw new IllegalStateException(threads + " threads in groups of " + size);
    }
    Object[] arguments = task.arguments().toArray();
    for (int i = 1; i < arguments.length; i++) {
      arguments[i] = twin(arguments[i]);
    }
    boolean together = waits(task.method());
    for (int group = 0; group < threads / size; group++) {
      KernelContext.Group shared = new KernelContext.Group(size);
      if (together) {
        together(task.method(), arguments, group, size, shared);
      } else {
        for (int local = 0; local < size; local++) {
          invoke(task.method(), arguments, new KernelContext(group, local, size, shared));
        }
      }
    }
  }

  /** Whether the threads of a group wait for each other somewhere. */
  private static boolean waits(Method method) {
    Class<?> type = method.getDeclaringClass();
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(file)) {
      return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1).contains("localBarrier");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void together(
      Method method, Object[] arguments, int group, int size, KernelContext.Group shared) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int local = 0; local < size; local++) {
        KernelContext context = new KernelContext(group, local, size, shared);
        all.add(threads.submit(() -> invoke(method, arguments, context)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void invoke(Method method, Object[] arguments, KernelContext context) {
    Object[] own = arguments.clone();
    own[0] = context;
    try {
      method.invoke(null, own);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    device.clear();
  }
}
