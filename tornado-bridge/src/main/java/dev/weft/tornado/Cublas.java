// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.tensor.DType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NVIDIA's cuBLAS, as tasks that TornadoVM's CUDA backend runs beside those that it compiles. Found
 * by name like all of TornadoVM, see {@link TornadoApi}.
 */
final class Cublas {
  private static final String BINDING = "uk.ac.manchester.tornado.cublas.CuBlas";
  private static final String TASK = TornadoApi.API + "common.TornadoFunctions$LibraryTask";

  /** The values of {@code cublasOperation_t}. */
  private static final int AS_IT_IS = 0;

  private static final int TRANSPOSED = 1;

  /** A method of the binding, and the one of graphs that takes as many arguments. */
  private record Function(Method call, Class<?> task, Method add) {}

  private final Map<DType, Function> single = new EnumMap<>(DType.class);
  private final Map<DType, Function> batched = new EnumMap<>(DType.class);

  /**
   * Finds the binding.
   *
   * @param loader sees TornadoVM's classes
   * @throws ReflectiveOperationException if it is not there, or not as Weft knows it
   */
  Cublas(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> binding = Class.forName(BINDING, false, loader);
    find(binding, loader, DType.F32, "cublasSgemm");
    find(binding, loader, DType.F64, "cublasDgemm");
    if (single.isEmpty()) {
      throw new NoSuchMethodException(BINDING + ".cublasSgemm");
    }
  }

  /** Versions differ in what they offer: 5.2 has no products of f64. */
  private void find(Class<?> binding, ClassLoader loader, DType dtype, String name)
      throws ReflectiveOperationException {
    Class<?> number = dtype == DType.F32 ? float.class : double.class;
    Class<?> array = Class.forName(TornadoApi.arrayClass(dtype), false, loader);
    for (boolean batches : new boolean[] {false, true}) {
      List<Class<?>> types = new ArrayList<>(Collections.nCopies(5, int.class));
      types.add(number);
      types.addAll(operand(array, batches));
      types.addAll(operand(array, batches));
      types.add(number);
      types.addAll(operand(array, batches));
      if (batches) {
        types.add(int.class);
      }
      Class<?>[] all = types.toArray(Class[]::new);
      Optional<Method> call = method(binding, batches ? name + "StridedBatched" : name, all);
      if (call.isPresent()) {
        (batches ? batched : single).put(dtype, function(call.get(), loader));
      }
    }
  }

  private static List<Class<?>> operand(Class<?> array, boolean batches) {
    return batches ? List.of(array, int.class, long.class) : List.of(array, int.class);
  }

  private static Optional<Method> method(Class<?> binding, String name, Class<?>... types) {
    try {
      return Optional.of(binding.getMethod(name, types));
    } catch (NoSuchMethodException _) {
      return Optional.empty();
    }
  }

  private static Function function(Method call, ClassLoader loader)
      throws ReflectiveOperationException {
    Method add = libraryTask(loader, call.getParameterCount());
    return new Function(call, add.getParameterTypes()[1], add);
  }

  /** The method of graphs that takes calls with so many arguments; since version 5.2. */
  static Method libraryTask(ClassLoader loader, int arguments) throws ReflectiveOperationException {
    Class<?> graph = Class.forName(TornadoApi.API + "TaskGraph", false, loader);
    Class<?>[] types = new Class<?>[arguments + 2];
    Arrays.fill(types, Object.class);
    types[0] = String.class;
    types[1] = Class.forName(TASK + arguments, false, loader);
    return graph.getMethod("libraryTask", types);
  }

  /** True if there is a function for products, or for batches of them. */
  boolean multiplies(DType dtype, boolean batches) {
    return (batches ? batched : single).containsKey(dtype);
  }

  /** Adds a product of matrices to a graph. */
  void add(
      Object graph, String id, DType dtype, Gemm gemm, Object right, Object left, Object result) {
    boolean batches = gemm.batches() > 1;
    Function function = (batches ? batched : single).get(dtype);
    List<Object> arguments = new ArrayList<>(List.of(id, task(function)));
    arguments.add(operation(gemm.right()));
    arguments.add(operation(gemm.left()));
    arguments.addAll(List.of(gemm.m(), gemm.n(), gemm.k(), number(dtype, 1)));
    operand(arguments, right, gemm.right(), batches);
    operand(arguments, left, gemm.left(), batches);
    arguments.add(number(dtype, 0));
    long size = (long) gemm.m() * gemm.n();
    operand(arguments, result, new Gemm.Operand(false, gemm.m(), size), batches);
    if (batches) {
      arguments.add(gemm.batches());
    }
    TornadoApi.call(function.add(), graph, arguments.toArray());
  }

  private static void operand(
      List<Object> arguments, Object array, Gemm.Operand operand, boolean batches) {
    arguments.add(array);
    arguments.add(operand.lead());
    if (batches) {
      arguments.add(operand.between());
    }
  }

  private static int operation(Gemm.Operand operand) {
    return operand.transposed() ? TRANSPOSED : AS_IT_IS;
  }

  private static Object number(DType dtype, int value) {
    return dtype == DType.F32 ? (Object) (float) value : (Object) (double) value;
  }

  /** What TornadoVM is given as a reference to the function. */
  private static Object task(Function function) {
    return Proxy.newProxyInstance(
        function.task().getClassLoader(),
        new Class<?>[] {function.task()},
        (proxy, method, arguments) ->
            method.getDeclaringClass() == Object.class
                ? method.invoke(function, arguments)
                : TornadoApi.call(function.call(), null, arguments));
  }
}
