// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.BoundMethod.Slot;
import dev.weft.Compiled.Result;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Signature.Argument;
import dev.weft.compiler.elaborate.Template.Input;
import dev.weft.compiler.jvm.InterfaceClass;
import dev.weft.runtime.ResultMemory;
import dev.weft.tensor.Tensor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A text bound to the method of an interface: which parameter is which input or result. */
final class Binding {
  private static final MethodHandle CALL = call();

  private final Expression expression;
  private final BoundMethod method;
  private final List<Input> inputs;

  /** Per parameter the input that it gives, or -1 for memory of a result. */
  private final int[] places;

  /** What runs, and where its results go, once it is known. */
  private record Ready(Specialization program, BoundResults results) {}

  private volatile Ready ready;

  private Binding(Expression expression, BoundMethod method, int[] places) {
    this.expression = expression;
    this.method = method;
    this.inputs = expression.template().inputs();
    this.places = places;
  }

  /** An object of the interface whose method evaluates the text. */
  static <T> T bind(Expression expression, Class<T> type, String... names) {
    BoundMethod declared = BoundMethod.of(type, names);
    Matching matching = Matching.of(expression, declared);
    Binding binding = new Binding(expression, matching.method(), matching.places());
    String text = type.getSimpleName() + " of " + expression.line();
    return type.cast(InterfaceClass.implement(type, declared.method(), binding.handle(), text));
  }

  private static MethodHandle call() {
    try {
      MethodType type = MethodType.methodType(Object.class, Object[].class);
      return MethodHandles.lookup().findVirtual(Binding.class, "call", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private MethodHandle handle() {
    MethodType type =
        MethodType.methodType(method.method().getReturnType(), method.method().getParameterTypes());
    MethodHandle general = CALL.bindTo(this).asCollector(Object[].class, type.parameterCount());
    Optional<Signature> signature =
        expression.template().asksForOnes() ? Optional.empty() : signature();
    if (signature.isEmpty()) {
      return general.asType(type);
    }
    Ready known = ready(expression.own(signature.get()));
    ready = known;
    return new DirectHandle(method.slots(), places, known.program(), known.results())
        .over(general.asType(type));
  }

  /** What to compile for, if the parameters tell. */
  private Optional<Signature> signature() {
    Map<String, Argument> types = new LinkedHashMap<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        Slot slot = method.slots().get(i);
        Optional<Argument> type = argument(slot);
        if (type.isEmpty()) {
          return Optional.empty();
        }
        types.put(inputs.get(places[i]).name(), type.get());
      }
    }
    return Optional.of(new Signature(types));
  }

  private static Optional<Argument> argument(Slot slot) {
    if (slot.tensor().isEmpty()) {
      return slot.type().argument();
    }
    Argument stated = Argument.parse(slot.tensor());
    return Optional.of(Argument.of(stated.dtype(), stated.rank()));
  }

  private Ready ready(Specialization program) {
    List<String> problems = new ArrayList<>();
    BoundResults results = BoundResults.of(method, program.results(), problems);
    method.refuse(
        expression.line(),
        "takes " + inputs.stream().map(Input::name).toList() + " and gives " + program.results(),
        problems);
    return new Ready(program, results);
  }

  /** A call in every case: by way of tensors. */
  private Object call(Object... given) {
    Arguments arguments = new Arguments(expression.template());
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        arguments.set(places[i], given[i]);
      }
    }
    Ready known = ready;
    if (known == null || !known.program().fits(arguments)) {
      known = ready(expression.own(arguments.signature()));
      ready = known;
    }
    Tensor[] results = new Tensor[known.program().results().size()];
    for (int i = 0; i < results.length; i++) {
      int parameter = known.results().memory()[i];
      if (parameter >= 0) {
        results[i] = memory(known.program().results().get(i), given[parameter]);
      }
    }
    known.program().run(arguments, results, ResultMemory.ARRAYS);
    return known.results().read(results, given);
  }

  private static Tensor memory(Result result, Object given) {
    return switch (given) {
      case null ->
          throw new IllegalArgumentException(
              "the memory for result '" + result.name() + "' is null");
      case Tensor tensor -> tensor;
      case Object array -> Tensor.dense(result.dtype(), array, Array.getLength(array));
    };
  }
}
