// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.runtime.Routines;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What tasks call gives the bits of what stands for it on the processor. */
class TaskMathTest {
  /** The device's own, to its own accuracy. */
  private static final Set<String> NEAR = Set.of("sin", "cos", "tan");

  private static List<Double> doubles() {
    List<Double> values = new ArrayList<>();
    for (double x :
        new double[] {
          0,
          1,
          0.5,
          1.5,
          2.5,
          3,
          7,
          0.1,
          1e-3,
          1e10,
          0x1p31,
          0x1p31 - 1,
          0x1p52,
          0x1p63,
          1e300,
          Double.MIN_VALUE,
          3 * Double.MIN_VALUE,
          Double.MAX_VALUE,
          Float.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NaN,
          0x1p52 - 0.5,
          4503599627370495.5
        }) {
      values.add(x);
      values.add(-x);
    }
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      values.add(random.nextGaussian() * Math.pow(10, random.nextInt(-5, 6)));
    }
    return values;
  }

  private static List<Long> longs() {
    List<Long> values = new ArrayList<>();
    for (long x : new long[] {0, 1, 2, 3, 7, 10, 64, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE}) {
      values.add(x);
      values.add(-x);
    }
    Random random = new Random(2);
    for (int i = 0; i < 20; i++) {
      values.add(random.nextLong() >> random.nextInt(60));
    }
    return values;
  }

  private static List<Object> values(Class<?> type) {
    List<Object> values = new ArrayList<>();
    switch (type.getName()) {
      case "double" -> values.addAll(doubles());
      case "float" -> doubles().forEach(x -> values.add((float) (double) x));
      case "long" -> values.addAll(longs());
      case "int" -> longs().forEach(x -> values.add((int) (long) x));
      default -> throw new AssertionError(type);
    }
    return values;
  }

  /** The method of the processor that a method of tasks stands for. */
  private static Method original(Method method) throws NoSuchMethodException {
    Class<?>[] types = method.getParameterTypes();
    try {
      return Routines.class.getMethod(method.getName(), types);
    } catch (NoSuchMethodException _) {
      Class<?> host =
          Set.of("toInt", "toLong", "trunc", "add", "sub", "mul", "neg").contains(method.getName())
              ? TaskMathTest.class
              : Math.class;
      return host.getDeclaredMethod(method.getName(), types);
    }
  }

  static long add(long x, long y) {
    return x + y;
  }

  static int add(int x, int y) {
    return x + y;
  }

  static long sub(long x, long y) {
    return x - y;
  }

  static int sub(int x, int y) {
    return x - y;
  }

  static long neg(long x) {
    return -x;
  }

  static int neg(int x) {
    return -x;
  }

  static long mul(long x, long y) {
    return x * y;
  }

  static int mul(int x, int y) {
    return x * y;
  }

  static int toInt(double x) {
    return (int) x;
  }

  static long toLong(double x) {
    return (long) x;
  }

  static double trunc(double x) {
    return Math.copySign(Math.floor(Math.abs(x)), x);
  }

  @Test
  void allMethodsGiveTheBitsOfTheOriginals() throws ReflectiveOperationException {
    int compared = 0;
    for (Method method : TaskMath.class.getDeclaredMethods()) {
      if (!Modifier.isPublic(method.getModifiers()) || NEAR.contains(method.getName())) {
        continue;
      }
      Method original = original(method);
      Class<?>[] types = method.getParameterTypes();
      for (Object x : values(types[0])) {
        for (Object y : types.length == 1 ? List.of(x) : values(types[1])) {
          Object[] arguments = types.length == 1 ? new Object[] {x} : new Object[] {x, y};
          assertEquals(
              String.valueOf(original.invoke(null, arguments)),
              String.valueOf(method.invoke(null, arguments)),
              () -> method + " of " + List.of(arguments));
          compared++;
        }
      }
    }
    assertTrue(compared > 1000);
  }
}
