// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskApi;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that Weft calls of TornadoVM, by name: nothing is linked against it. What differs between
 * versions is asked for, one method at a time.
 */
final class TornadoApi {
  static final String API = "uk.ac.manchester.tornado.api.";
  private static final String LAMBDAS = API + "common.TornadoFunctions$Task";

  private static final String ARRAYS = "types.arrays.";

  private final ClassLoader loader;
  private final Class<?> context;
  private final Class<?> graphs;
  private final Map<DType, Constructor<?>> arrays = new EnumMap<>(DType.class);
  private final Map<Mode, Integer> modes = new EnumMap<>(Mode.class);
  private final Method segment;
  private final Constructor<?> newContext;
  private final Constructor<?> newGraph;
  private final Method toDevice;
  private final Method toHost;
  private final Method snapshot;

  /** Per number of arguments the method that takes a task as a lambda. */
  private final Map<Integer, Method> taskOfLambda = new HashMap<>();

  /** The method that takes a task as a method, from version 7 on; else null. */
  private final Method taskOfMethod;

  private final Constructor<?> newGrids;
  private final Method addGrid;
  private final Constructor<?> newGrid;
  private final Method setLocalWork;
  private final Constructor<?> newPlan;
  private final Method withGrids;
  private final Method execute;
  private final Method close;
  private final Method runtime;
  private final Method backendCount;
  private final Method backendType;
  private final Method backend;
  private final Method deviceCount;
  private final Method device;
  private final Method physical;
  private final Method kind;

  /**
   * Finds the API.
   *
   * @param loader sees its classes
   * @throws ReflectiveOperationException if there is none, or one with other names
   */
  TornadoApi(ClassLoader loader) throws ReflectiveOperationException {
    this(loader, true);
  }

  /**
   * Finds every class, method and field that is ever used by name, so that one that is missing is
   * known from the start.
   *
   * @param methods false to give tasks as lambdas where they could be given as methods
   */
  TornadoApi(ClassLoader loader, boolean methods) throws ReflectiveOperationException {
    this.loader = loader;
    this.context = type("KernelContext");
    this.newContext = context.getConstructor();
    for (DType dtype : DType.values()) {
      if (TornadoTarget.holds(dtype)) {
        Class<?> array = Class.forName(arrayClass(dtype), false, loader);
        arrays.put(dtype, array.getConstructor(int.class));
      }
    }
    this.segment = type(ARRAYS + "TornadoNativeArray").getMethod("getSegment");
    for (Mode mode : Mode.values()) {
      modes.put(mode, type("enums.DataTransferMode").getField(mode.name()).getInt(null));
    }
    Class<?> graph = type("TaskGraph");
    this.newGraph = graph.getConstructor(String.class);
    this.toDevice = graph.getMethod("transferToDevice", int.class, Object[].class);
    this.toHost = graph.getMethod("transferToHost", int.class, Object[].class);
    this.snapshot = graph.getMethod("snapshot");
    this.taskOfMethod = methods ? taskOfMethod(graph) : null;
    if (taskOfMethod == null) {
      findLambdas(graph);
    }
    Class<?> grids = type("GridScheduler");
    Class<?> grid = type("WorkerGrid1D");
    this.newGrids = grids.getConstructor();
    this.addGrid = grids.getMethod("addWorkerGrid", String.class, type("WorkerGrid"));
    this.newGrid = grid.getConstructor(int.class);
    this.setLocalWork = grid.getMethod("setLocalWork", long.class, long.class, long.class);
    Class<?> plan = type("TornadoExecutionPlan");
    this.graphs = type("ImmutableTaskGraph");
    this.newPlan = plan.getConstructor(graphs.arrayType());
    this.withGrids = plan.getMethod("withGridScheduler", grids);
    this.execute = plan.getMethod("execute");
    this.close = plan.getMethod("close");
    this.runtime = type("runtime.TornadoRuntimeProvider").getMethod("getTornadoRuntime");
    this.backendCount = type("TornadoRuntime").getMethod("getNumBackends");
    this.backendType = type("TornadoRuntime").getMethod("getBackendType", int.class);
    this.backend = type("TornadoRuntime").getMethod("getBackend", int.class);
    this.deviceCount = type("TornadoBackend").getMethod("getNumDevices");
    this.device = type("TornadoBackend").getMethod("getDevice", int.class);
    this.physical = type("common.TornadoDevice").getMethod("getPhysicalDevice");
    this.kind = type("common.TornadoDevice").getMethod("getDeviceType");
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(API + name, false, loader);
  }

  /** The name of the class of arrays of a dtype. */
  static String arrayClass(DType dtype) {
    String name =
        switch (dtype) {
          case F64, C128 -> "DoubleArray";
          case F32, C64 -> "FloatArray";
          case I64 -> "LongArray";
          case I32 -> "IntArray";
          case BOOL, U8 -> "ByteArray";
          case I8, I16, U16 -> throw new CompilerBug("tornado", "no array of " + dtype);
        };
    return API + ARRAYS + name;
  }

  private static Method taskOfMethod(Class<?> graph) {
    try {
      return graph.getMethod("task", String.class, Method.class, Object[].class);
    } catch (NoSuchMethodException _) {
      return null;
    }
  }

  /** Versions take up to 15 or 20 arguments. */
  private void findLambdas(Class<?> graph) throws NoSuchMethodException {
    for (Method method : graph.getMethods()) {
      int count = method.getParameterCount() - 2;
      if (method.getName().equals("task")
          && count > 0
          && method.getParameterTypes()[1].getName().equals(LAMBDAS + count)) {
        taskOfLambda.put(count, method);
      }
    }
    if (taskOfLambda.isEmpty()) {
      throw new NoSuchMethodException(graph.getName() + ".task(String, Task1, Object)");
    }
  }

  /** True where tasks are given as methods, false where as lambdas. */
  boolean takesMethods() {
    return taskOfMethod != null;
  }

  /**
   * True where annotations of generated classes are looked for in class files on the class path.
   */
  boolean readsAnnotationsOfAll() throws ClassNotFoundException {
    return !takesMethods()
        && !java.io.Serializable.class.isAssignableFrom(Class.forName(LAMBDAS + 1, false, loader));
  }

  /** The names for the emitter of tasks. */
  TaskApi names(Class<?> fused) throws NoSuchFieldException {
    Field index = context.getField("globalIdx");
    Map<DType, String> names = new EnumMap<>(DType.class);
    arrays.forEach((dtype, made) -> names.put(dtype, internal(made.getDeclaringClass())));
    return new TaskApi(
        internal(context),
        index.getType().descriptorString(),
        names,
        internal(TaskMath.class),
        internal(fused));
  }

  /** The internal name of the interface of tasks with {@code arguments}. */
  static String lambda(int arguments) {
    return (LAMBDAS + arguments).replace('.', '/');
  }

  private static String internal(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** A new array on the host's side, at least one element long. */
  Object array(DType dtype, long length) {
    return make(arrays.get(dtype), Math.toIntExact(Math.max(1, length)));
  }

  /** The elements of an array. */
  MemorySegment segment(Object array) {
    return (MemorySegment) call(segment, array);
  }

  Object context() {
    return make(newContext);
  }

  Object graph(String name) {
    return make(newGraph, name);
  }

  /** How often something goes to the device, or from there. */
  enum Mode {
    FIRST_EXECUTION,
    EVERY_EXECUTION
  }

  void toDevice(Object to, Mode mode, List<?> values) {
    transfer(toDevice, to, mode, values);
  }

  void toHost(Object to, List<?> values) {
    transfer(toHost, to, Mode.EVERY_EXECUTION, values);
  }

  private void transfer(Method way, Object to, Mode mode, List<?> values) {
    if (!values.isEmpty()) {
      call(way, to, modes.get(mode), values.toArray());
    }
  }

  /**
   * Adds a task.
   *
   * @param code the task's method, or where this takes lambdas an object that stands for it
   */
  void task(Object to, String id, Object code, List<?> arguments) {
    if (taskOfMethod != null) {
      call(taskOfMethod, to, id, code, arguments.toArray());
      return;
    }
    Method method = taskOfLambda.get(arguments.size());
    if (method == null) {
      throw new IllegalStateException(
          "this TornadoVM has no tasks with " + arguments.size() + " arguments");
    }
    List<Object> all = new ArrayList<>(List.of(id, code));
    all.addAll(arguments);
    call(method, to, all.toArray());
  }

  Object grids() {
    return make(newGrids);
  }

  /** States how many threads run a task, and how many of them are a group. */
  void grid(Object to, String task, long threads, int group) {
    Object grid = make(newGrid, Math.toIntExact(threads));
    call(setLocalWork, grid, (long) group, 1L, 1L);
    call(addGrid, to, task, grid);
  }

  /** A plan that runs one graph. */
  Object plan(Object graph) {
    Object all = Array.newInstance(graphs, 1);
    Array.set(all, 0, call(snapshot, graph));
    return make(newPlan, all);
  }

  /** Hands over how many threads run each task; there must be one. */
  void schedule(Object made, Object grids) {
    call(withGrids, made, grids);
  }

  void execute(Object made) {
    call(execute, made);
  }

  /** Frees what a plan has on the device. */
  void close(Object made) {
    call(close, made);
  }

  /**
   * A device.
   *
   * @param name in words
   * @param kind in capitals, such as GPU or CPU
   * @param backend of TornadoVM that it belongs to, in capitals, such as OPENCL or CUDA
   */
  record Found(String name, String kind, String backend) {
    /** True of a processor that runs threads of a group one after another. */
    boolean isProcessor() {
      return kind.equals("CPU");
    }
  }

  /** The devices, the one that is used first. */
  List<Found> devices() {
    Object all = call(runtime, null);
    List<Found> found = new ArrayList<>();
    int count = (int) call(backendCount, all);
    for (int b = 0; b < count; b++) {
      Object one = call(backend, all, b);
      String type = String.valueOf(call(backendType, all, b));
      int members = (int) call(deviceCount, one);
      for (int d = 0; d < members; d++) {
        Object member = call(device, one, d);
        String name = String.valueOf(call(physical, member)).strip();
        found.add(new Found(name, String.valueOf(call(kind, member)), type));
      }
    }
    return found;
  }

  private static Object make(Constructor<?> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw failed(e);
    } catch (ReflectiveOperationException e) {
      throw drift(e);
    }
  }

  static Object call(Method method, Object on, Object... arguments) {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw failed(e);
    } catch (IllegalAccessException e) {
      throw drift(e);
    }
  }

  private static RuntimeException failed(InvocationTargetException e) {
    Throwable cause = e.getCause();
    return new IllegalStateException("TornadoVM failed: " + cause, cause);
  }

  private static RuntimeException drift(ReflectiveOperationException e) {
    return new IllegalStateException("this TornadoVM has another API than 5.2, 6 or 7: " + e, e);
  }
}
