// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.BoundMethod.Slot;
import dev.weft.BoundResults.Returned;
import dev.weft.runtime.DirectCall;
import dev.weft.runtime.DirectCalls;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.Tensor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * The method of a bound text as one handle, which the JVM compiles to straight code: it sets the
 * operands of a {@link DirectCall}, runs it and reads its results, without boxes and maps; what the
 * call declines goes the general way.
 */
final class DirectHandle {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle TAKE = method(DirectCalls.class, "take", DirectCall.class);
  private static final MethodHandle RUN =
      method(DirectCall.class, "run", boolean.class, RunOptions.class);
  private static final MethodHandle END = method(DirectCall.class, "end", void.class);

  private final List<Slot> slots;
  private final Specialization program;

  /** Per parameter the number of its input in the program, or -1. */
  private final int[] inputs;

  /** Per parameter the number of the result that it is memory for, or -1. */
  private final int[] outputs;

  private final Returned returned;

  DirectHandle(List<Slot> slots, int[] places, Specialization program, BoundResults results) {
    this.slots = slots;
    this.program = program;
    this.inputs = new int[places.length];
    this.outputs = new int[places.length];
    this.returned = results.returned();
    for (int i = 0; i < places.length; i++) {
      inputs[i] = places[i] < 0 ? -1 : program.input(places[i]);
      outputs[i] = results.resultOf(i);
    }
  }

  /**
   * The handle.
   *
   * @param general takes and returns the same, in every case
   */
  MethodHandle over(MethodHandle general) {
    DirectCalls calls = program.direct();
    if (calls == null || !isPossible()) {
      return general;
    }
    MethodType type = general.type();
    MethodHandle run = MethodHandles.insertArguments(RUN, 1, program.options());
    MethodHandle whole =
        MethodHandles.guardWithTest(
            run, results(type), MethodHandles.dropArguments(general, 0, DirectCall.class));
    List<MethodHandle> steps = steps(type);
    for (MethodHandle step : steps.reversed()) {
      whole = MethodHandles.foldArguments(whole, step);
    }
    return MethodHandles.foldArguments(whole, TAKE.bindTo(calls));
  }

  private boolean isPossible() {
    for (int i = 0; i < inputs.length; i++) {
      boolean possible =
          switch (slots.get(i).type()) {
            case JavaType.Number _ -> inputs[i] < 0 || program.inputs().get(inputs[i]).weak();
            case JavaType.Flag _, JavaType.Flat _, JavaType.Any _ -> true;
            case JavaType.Nested _ -> false;
          };
      if (!possible) {
        return false;
      }
    }
    return switch (returned) {
      case Returned.Nothing _, Returned.Given _ -> true;
      case Returned.One one -> !(one.type() instanceof JavaType.Nested);
      case Returned.Many many ->
          many.components().stream().noneMatch(one -> one.type() instanceof JavaType.Nested);
    };
  }

  /** What sets the operands, each a method of the call and of the first parameters. */
  private List<MethodHandle> steps(MethodType type) {
    List<MethodHandle> steps = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] >= 0) {
        steps.add(step(inputSetter(slots.get(i).type()), inputs[i], i, type));
      }
    }
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i] >= 0) {
        boolean tensor = slots.get(i).type() instanceof JavaType.Any;
        Class<?> memory = tensor ? Tensor.class : Object.class;
        steps.add(step(setter("output", memory), outputs[i], i, type));
      }
    }
    switch (returned) {
      case Returned.One one -> number(one, steps);
      case Returned.Many many -> many.components().forEach(one -> number(one, steps));
      case Returned.Nothing _, Returned.Given _ -> {}
    }
    return steps;
  }

  private static MethodHandle step(MethodHandle setter, int index, int at, MethodType type) {
    MethodHandle step = MethodHandles.insertArguments(setter, 1, index);
    step = step.asType(step.type().changeParameterType(1, type.parameterType(at)));
    return MethodHandles.dropArguments(step, 1, type.parameterList().subList(0, at));
  }

  private static void number(Returned.One one, List<MethodHandle> steps) {
    if (one.type() instanceof JavaType.Number || one.type() instanceof JavaType.Flag) {
      MethodHandle number = method(DirectCall.class, "number", void.class, int.class);
      steps.add(MethodHandles.insertArguments(number, 1, one.result()));
    }
  }

  private static MethodHandle inputSetter(JavaType type) {
    return switch (type) {
      case JavaType.Number number -> setter("input", number.isWhole() ? long.class : double.class);
      case JavaType.Flag _ -> setter("input", boolean.class);
      case JavaType.Flat _, JavaType.Nested _ -> setter("input", Object.class);
      case JavaType.Any _ -> setter("input", Tensor.class);
    };
  }

  private static MethodHandle setter(String name, Class<?> value) {
    return method(DirectCall.class, name, void.class, int.class, value);
  }

  /** What ends a call that has run, and gives its results; takes the parameters too. */
  private MethodHandle results(MethodType type) {
    MethodHandle end = MethodHandles.dropArguments(END, 1, type.parameterList());
    return switch (returned) {
      case Returned.Nothing _ -> end;
      case Returned.Given given -> {
        List<Class<?>> before = new ArrayList<>(type.parameterList().subList(0, given.parameter()));
        before.addFirst(DirectCall.class);
        MethodHandle memory = MethodHandles.identity(type.parameterType(given.parameter()));
        memory = MethodHandles.dropArguments(memory, 0, before);
        yield MethodHandles.foldArguments(
            MethodHandles.dropArgumentsToMatch(memory, 0, end.type().parameterList(), 0), END);
      }
      case Returned.One one -> ending(reader(one, type.returnType()), type);
      case Returned.Many many -> ending(record(many), type);
    };
  }

  /** Reads results from a call, and ends it whatever happens. */
  private static MethodHandle ending(MethodHandle reader, MethodType type) {
    Class<?> result = reader.type().returnType();
    MethodHandle after = MethodHandles.identity(result);
    after = MethodHandles.dropArguments(after, 0, Throwable.class);
    after = MethodHandles.dropArguments(after, 2, DirectCall.class);
    after =
        MethodHandles.foldArguments(
            after, MethodHandles.dropArguments(END, 0, Throwable.class, result));
    MethodHandle both = MethodHandles.tryFinally(reader, after);
    return MethodHandles.dropArguments(both, 1, type.parameterList());
  }

  private static MethodHandle record(Returned.Many many) {
    MethodHandle constructor = many.constructor();
    int count = many.components().size();
    MethodHandle[] readers = new MethodHandle[count];
    for (int i = 0; i < count; i++) {
      readers[i] = reader(many.components().get(i), constructor.type().parameterType(i));
    }
    MethodHandle all = MethodHandles.filterArguments(constructor, 0, readers);
    MethodType one = MethodType.methodType(constructor.type().returnType(), DirectCall.class);
    return MethodHandles.permuteArguments(all, one, new int[count]);
  }

  /** Reads a result from a call. */
  private static MethodHandle reader(Returned.One one, Class<?> type) {
    MethodHandle reader =
        switch (one.type()) {
          case JavaType.Number number ->
              number.isWhole()
                  ? method(DirectCall.class, "whole", long.class, int.class)
                  : method(DirectCall.class, "real", double.class, int.class);
          case JavaType.Flag _ -> method(DirectCall.class, "flag", boolean.class, int.class);
          case JavaType.Flat _, JavaType.Nested _ ->
              method(DirectCall.class, "result", Object.class, int.class);
          case JavaType.Any _ -> method(DirectCall.class, "tensor", Tensor.class, int.class);
        };
    MethodType exact = MethodType.methodType(type, DirectCall.class);
    return MethodHandles.explicitCastArguments(
        MethodHandles.insertArguments(reader, 1, one.result()), exact);
  }

  private static MethodHandle method(
      Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findVirtual(owner, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
