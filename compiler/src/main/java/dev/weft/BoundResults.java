// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.BoundMethod.Slot;
import dev.weft.Compiled.Result;
import dev.weft.diagnostic.Wording;
import dev.weft.tensor.Tensor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the results of a bound text go.
 *
 * @param memory per result the number of the parameter that it is written into, or -1
 */
record BoundResults(int[] memory, Returned returned) {

  /** What the method returns. */
  sealed interface Returned {
    record Nothing() implements Returned {}

    /** The memory that was given for a result. */
    record Given(int parameter) implements Returned {}

    record One(int result, JavaType type) implements Returned {}

    /** A record, with a result for each component. */
    record Many(MethodHandle constructor, List<One> components) implements Returned {}
  }

  /**
   * Finds a place for every result.
   *
   * @param problems takes what does not fit
   */
  static BoundResults of(BoundMethod method, List<Result> results, List<String> problems) {
    return new Reader(method, results, problems).read();
  }

  /** The result that a parameter is memory for, or -1. */
  int resultOf(int parameter) {
    for (int result = 0; result < memory.length; result++) {
      if (memory[result] == parameter) {
        return result;
      }
    }
    return -1;
  }

  /** What the method gives back after a call. */
  Object read(Tensor[] results, Object[] arguments) {
    return switch (returned) {
      case Returned.Nothing _ -> null;
      case Returned.Given given -> arguments[given.parameter()];
      case Returned.One one -> read(one, results, arguments);
      case Returned.Many many -> {
        Object[] values = new Object[many.components().size()];
        Arrays.setAll(values, i -> read(many.components().get(i), results, arguments));
        yield invoke(many.constructor(), values);
      }
    };
  }

  private static Object read(Returned.One one, Tensor[] results, Object[] arguments) {
    Tensor result = results[one.result()];
    boolean shared = Arrays.asList(arguments).contains(result.storage());
    return one.type().of(shared ? result.copy() : result);
  }

  private static Object invoke(MethodHandle constructor, Object[] values) {
    try {
      return constructor.invokeWithArguments(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // of a record's constructor, which declares none
    }
  }

  private static final class Reader {
    private final BoundMethod method;
    private final List<Result> results;
    private final List<String> names;
    private final List<String> problems;
    private final int[] memory;

    Reader(BoundMethod method, List<Result> results, List<String> problems) {
      this.method = method;
      this.results = results;
      this.names = results.stream().map(Result::name).toList();
      this.problems = problems;
      this.memory = new int[results.size()];
      Arrays.fill(memory, -1);
    }

    BoundResults read() {
      for (int i = 0; i < method.slots().size(); i++) {
        if (method.slots().get(i).output()) {
          memory(i, method.slots().get(i));
        }
      }
      return new BoundResults(memory, returned(method.method().getReturnType()));
    }

    private void memory(int number, Slot slot) {
      boolean unnamed = slot.name().isEmpty();
      if (unnamed && results.size() != 1) {
        problems.add(
            slot.label() + " does not say which result it is for: @Output(\"...\"), " + names);
        return;
      }
      int result = unnamed ? 0 : names.indexOf(slot.name());
      if (result < 0) {
        problems.add(
            slot.label() + ": the text has no result '" + slot.name() + "', only " + names);
      } else if (memory[result] >= 0) {
        problems.add("two parameters are for result '" + names.get(result) + "'");
      } else {
        memory[result] = number;
        writable(slot, results.get(result));
      }
    }

    private void writable(Slot slot, Result result) {
      boolean array =
          switch (slot.type()) {
            case JavaType.Flat flat -> flat.holds(result.dtype(), result.rank());
            case JavaType.Any _ -> true;
            case JavaType.Number _, JavaType.Flag _, JavaType.Nested _ -> false;
          };
      if (!array) {
        String flat = result.rank() == 1 ? JavaType.typesFor(result.dtype(), 1) : "Tensor";
        problems.add(
            Wording.of(
                "%s cannot take result '%s', which is %s: it must be %s",
                slot.label(), result.name(), result.type(), flat));
      }
    }

    private Returned returned(Class<?> type) {
      if (type == void.class) {
        if (Arrays.stream(memory).allMatch(parameter -> parameter < 0)) {
          problems.add(
              "it returns nothing and has no memory for a result: mark a parameter @Output");
        }
        return new Returned.Nothing();
      }
      if (type.isRecord()) {
        return many(type);
      }
      Optional<JavaType> known = JavaType.of(type);
      if (known.isEmpty()) {
        problems.add(
            Wording.of(
                "it returns a %s; that may be %s, or a record of such",
                type.getTypeName(), JavaType.ALL));
        return new Returned.Nothing();
      }
      int result = only();
      if (result < 0) {
        problems.add(
            Wording.of(
                    "it returns one value, and the text has the results %s: return a record with"
                        + " one",
                    names)
                + " component for each, or mark parameters @Output");
        return new Returned.Nothing();
      }
      if (memory[result] >= 0 && method.method().getParameterTypes()[memory[result]] == type) {
        return new Returned.Given(memory[result]);
      }
      return one("it returns " + type.getSimpleName(), result, known.get());
    }

    /** The only result, or the only one that no parameter takes, or -1. */
    private int only() {
      if (results.size() == 1) {
        return 0;
      }
      int free = -1;
      for (int i = 0; i < memory.length; i++) {
        if (memory[i] < 0) {
          if (free >= 0) {
            return -1;
          }
          free = i;
        }
      }
      return free;
    }

    private Returned.One one(String what, int index, JavaType type) {
      Result result = results.get(index);
      if (!type.holds(result.dtype(), result.rank())) {
        problems.add(
            Wording.of(
                "%s, and result '%s' is %s: that is a %s",
                what,
                result.name(),
                result.type(),
                JavaType.typesFor(result.dtype(), result.rank())));
      }
      return new Returned.One(index, type);
    }

    /** Results go to components of their names; those of a tuple in order, as they have none. */
    private Returned many(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      boolean tuple = names.getFirst().equals("0") && components.length == names.size();
      List<Returned.One> parts = new ArrayList<>();
      for (int i = 0; i < components.length; i++) {
        RecordComponent component = components[i];
        int result = tuple ? i : names.indexOf(component.getName());
        String label = "component '" + component.getName() + "' of " + type.getSimpleName();
        Optional<JavaType> known = JavaType.of(component.getType());
        if (result < 0) {
          problems.add(label + ": the text has no such result, only " + names);
        } else if (known.isEmpty()) {
          problems.add(
              label + " is a " + component.getType().getTypeName() + "; it may be " + JavaType.ALL);
        } else {
          String what = label + " is " + component.getType().getSimpleName();
          parts.add(one(what, result, known.get()));
        }
      }
      return new Returned.Many(constructor(type, components), parts);
    }

    private MethodHandle constructor(Class<?> type, RecordComponent[] components) {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        return lookup.unreflectConstructor(type.getDeclaredConstructor(types));
      } catch (ReflectiveOperationException e) {
        problems.add(
            Wording.of(
                "%s cannot be reached: open package %s to Weft, or make the record public (%s)",
                type.getTypeName(), type.getPackageName(), e.getMessage()));
        return null;
      }
    }
  }
}
