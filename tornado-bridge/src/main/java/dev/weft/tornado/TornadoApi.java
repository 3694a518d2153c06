// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskApi;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that Weft calls of TornadoVM, by name: nothing is linked against it. What differs between
 * versions is asked for, one method at a time.
 */
final class TornadoApi {
  static final String API = "uk.ac.manchester.tornado.api.";
  private static final String LAMBDAS = API + "common.TornadoFunctions$Task";

  /** The most arguments of a task given as a lambda. */
  private static final int MOST_ARGUMENTS = 20;

  private final ClassLoader loader;
  private final Class<?> graph;
  private final Class<?> plan;
  private final Class<?> grids;
  private final Class<?> context;
  private final Map<DType, Class<?>> arrays = new EnumMap<>(DType.class);
  private final Map<Mode, Integer> modes = new EnumMap<>(Mode.class);

  /** The method that takes a task as a method, from version 7 on; else null. */
  private final Method taskOfMethod;

  private final int mostArguments;

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
   * @param methods false to give tasks as lambdas where they could be given as methods
   */
  TornadoApi(ClassLoader loader, boolean methods) throws ReflectiveOperationException {
    this.loader = loader;
    this.graph = type("TaskGraph");
    this.plan = type("TornadoExecutionPlan");
    this.grids = type("GridScheduler");
    this.context = type("KernelContext");
    for (DType dtype : DType.values()) {
      if (TornadoTarget.holds(dtype)) {
        arrays.put(dtype, type("types.arrays." + arrayName(dtype)));
      }
    }
    for (Mode mode : Mode.values()) {
      modes.put(mode, type("enums.DataTransferMode").getField(mode.name()).getInt(null));
    }
    this.taskOfMethod = methods ? taskOfMethod() : null;
    this.mostArguments = taskOfMethod != null ? MOST_ARGUMENTS : mostLambdaArguments();
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(API + name, false, loader);
  }

  private static String arrayName(DType dtype) {
    return switch (dtype) {
      case F64, C128 -> "DoubleArray";
      case F32, C64 -> "FloatArray";
      case I64 -> "LongArray";
      case I32 -> "IntArray";
      case BOOL, U8 -> "ByteArray";
      case I8, I16, U16 -> throw new CompilerBug("tornado", "no array of " + dtype);
    };
  }

  private Method taskOfMethod() {
    try {
      return graph.getMethod("task", String.class, Method.class, Object[].class);
    } catch (NoSuchMethodException _) {
      return null;
    }
  }

  private int mostLambdaArguments() {
    for (int n = MOST_ARGUMENTS; n > 0; n--) {
      try {
        Class.forName(LAMBDAS + n, false, loader);
        return n;
      } catch (ClassNotFoundException _) {
        // fewer, then
      }
    }
    return 0;
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
    arrays.forEach((dtype, type) -> names.put(dtype, internal(type)));
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
    int n = Math.toIntExact(Math.max(1, length));
    return make(arrays.get(dtype), new Class<?>[] {int.class}, n);
  }

  /** The elements of an array. */
  MemorySegment segment(Object array) {
    return (MemorySegment) call(array, "getSegment");
  }

  Object context() {
    return make(context, new Class<?>[0]);
  }

  Object graph(String name) {
    return make(graph, new Class<?>[] {String.class}, name);
  }

  /** How often something goes to the device, or from there. */
  enum Mode {
    FIRST_EXECUTION,
    EVERY_EXECUTION
  }

  void toDevice(Object to, Mode mode, List<?> values) {
    transfer(to, "transferToDevice", mode, values);
  }

  void toHost(Object to, List<?> values) {
    transfer(to, "transferToHost", Mode.EVERY_EXECUTION, values);
  }

  private void transfer(Object to, String method, Mode mode, List<?> values) {
    if (!values.isEmpty()) {
      Class<?>[] types = {int.class, Object[].class};
      call(graph, to, method, types, modes.get(mode), values.toArray());
    }
  }

  /**
   * Adds a task.
   *
   * @param code the task's method, or where this takes lambdas an object that stands for it
   */
  void task(Object to, String id, Object code, List<?> arguments) {
    if (arguments.size() > mostArguments) {
      throw new IllegalStateException(
          "a task has %d arguments where this TornadoVM takes %d"
              .formatted(arguments.size(), mostArguments));
    }
    if (taskOfMethod != null) {
      call(taskOfMethod, to, id, code, arguments.toArray());
      return;
    }
    int count = arguments.size();
    for (Method method : graph.getMethods()) {
      if (method.getName().equals("task")
          && method.getParameterCount() == count + 2
          && method.getParameterTypes()[1].getName().equals(LAMBDAS + count)) {
        List<Object> all = new ArrayList<>(List.of(id, code));
        all.addAll(arguments);
        call(method, to, all.toArray());
        return;
      }
    }
    throw new IllegalStateException("TornadoVM has no tasks with " + count + " arguments");
  }

  Object grids() {
    return make(grids, new Class<?>[0]);
  }

  /** States how many threads run a task, and how many of them are a group. */
  void grid(Object to, String task, long threads, int group) {
    try {
      Object grid =
          make(type("WorkerGrid1D"), new Class<?>[] {int.class}, Math.toIntExact(threads));
      Class<?>[] sizes = {long.class, long.class, long.class};
      call(grid.getClass(), grid, "setLocalWork", sizes, (long) group, 1L, 1L);
      call(
          grids,
          to,
          "addWorkerGrid",
          new Class<?>[] {String.class, type("WorkerGrid")},
          task,
          grid);
    } catch (ClassNotFoundException e) {
      throw drift(e);
    }
  }

  /** A plan that runs one graph. */
  Object plan(Object graph, Object grids) {
    Object snapshot = call(graph, "snapshot");
    Object graphs = Array.newInstance(snapshot.getClass(), 1);
    Array.set(graphs, 0, snapshot);
    Object made = make(plan, new Class<?>[] {graphs.getClass()}, graphs);
    call(plan, made, "withGridScheduler", new Class<?>[] {this.grids}, grids);
    return made;
  }

  void execute(Object made) {
    call(made, "execute");
  }

  /** Frees what a plan has on the device. */
  void close(Object made) {
    call(made, "close");
  }

  /** The devices, the one that is used first. */
  List<String> devices() {
    try {
      Object runtime =
          type("runtime.TornadoRuntimeProvider").getMethod("getTornadoRuntime").invoke(null);
      Class<?> runtimes = type("TornadoRuntime");
      Class<?> backends = type("TornadoBackend");
      Class<?> devices = type("common.TornadoDevice");
      List<String> found = new ArrayList<>();
      int count = (int) call(runtimes, runtime, "getNumBackends", new Class<?>[0]);
      for (int b = 0; b < count; b++) {
        Class<?>[] index = {int.class};
        Object backend = call(runtimes, runtime, "getBackend", index, b);
        int members = (int) call(backends, backend, "getNumDevices", new Class<?>[0]);
        for (int d = 0; d < members; d++) {
          Object device = call(backends, backend, "getDevice", index, d);
          found.add(
              String.valueOf(call(devices, device, "getPhysicalDevice", new Class<?>[0])).strip());
        }
      }
      return found;
    } catch (ReflectiveOperationException e) {
      throw drift(e);
    }
  }

  private static Object make(Class<?> type, Class<?>[] types, Object... arguments) {
    try {
      return type.getConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw failed(e);
    } catch (ReflectiveOperationException e) {
      throw drift(e);
    }
  }

  private static Object call(Object on, String name) {
    return call(on.getClass(), on, name, new Class<?>[0]);
  }

  private static Object call(
      Class<?> type, Object on, String name, Class<?>[] types, Object... arguments) {
    try {
      return call(type.getMethod(name, types), on, arguments);
    } catch (NoSuchMethodException e) {
      throw drift(e);
    }
  }

  private static Object call(Method method, Object on, Object... arguments) {
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
