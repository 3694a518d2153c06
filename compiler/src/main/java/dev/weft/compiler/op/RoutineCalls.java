// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.runtime.Routines;
import dev.weft.tensor.DType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Calls routines of the runtime on constants. */
final class RoutineCalls {
  private static final Map<Routine, MethodHandle> HANDLES = new ConcurrentHashMap<>();

  private RoutineCalls() {}

  /**
   * @throws IllegalArgumentException if the runtime has no such routine
   */
  static Literal call(Routine routine, List<Literal> arguments) {
    MethodHandle handle = HANDLES.computeIfAbsent(routine, RoutineCalls::find);
    List<Object> values = arguments.stream().map(RoutineCalls::box).toList();
    try {
      return unbox(handle.invokeWithArguments(values));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("routine " + routine.name() + " failed", e);
    }
  }

  private static MethodHandle find(Routine routine) {
    List<Class<?>> parameters =
        routine.parameters().stream().<Class<?>>map(RoutineCalls::javaType).toList();
    MethodType type = MethodType.methodType(javaType(routine.result()), parameters);
    try {
      return MethodHandles.publicLookup().findStatic(Routines.class, routine.name(), type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the runtime has no routine " + routine, e);
    }
  }

  private static Class<?> javaType(DType dtype) {
    return switch (dtype) {
      case F64 -> double.class;
      case F32 -> float.class;
      case I64 -> long.class;
      case I32, I16, I8, U16, U8 -> int.class;
      case BOOL -> boolean.class;
      case C64, C128 -> throw CompilerBug.complex("routine");
    };
  }

  private static Object box(Literal value) {
    return switch (value.dtype()) {
      case F64 -> value.asDouble();
      case F32 -> (float) value.asDouble();
      case I64 -> value.bits();
      case I32, I16, I8, U16, U8 -> (int) value.bits();
      case BOOL -> value.asBoolean();
      case C64, C128 -> throw CompilerBug.complex("routine");
    };
  }

  private static Literal unbox(Object value) {
    return switch (value) {
      case Double d -> Literal.of(d);
      case Float f -> Literal.of(f);
      case Long l -> Literal.of(l);
      case Integer i -> Literal.of(i);
      case Boolean b -> Literal.of(b);
      default -> throw new IllegalArgumentException(value + " is no scalar");
    };
  }
}
