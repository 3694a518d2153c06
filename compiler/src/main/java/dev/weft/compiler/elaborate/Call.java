// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.elaborate.Value.Sequence;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of a built-in function: its arguments, checked and converted as they are asked for.
 *
 * @param arguments by parameter name; one for most, all that are given for one that takes many
 */
record Call(Elaboration e, String name, Span span, Map<String, List<Given>> arguments) {
  /** No tensor can have so many elements. */
  static final long MAX_ELEMENTS = 1L << 36;

  /** An argument's value and place. */
  record Given(Value value, Span span) {}

  Site site() {
    return Site.call(span, name);
  }

  Mistake mistake(ErrorCode code, Span place, String message) {
    return code.mistake(e.site(place), message);
  }

  boolean has(String parameter) {
    return arguments.containsKey(parameter)
        && !(arguments.get(parameter).getFirst().value() instanceof Value.None);
  }

  Given given(String parameter) {
    return arguments.get(parameter).getFirst();
  }

  List<Given> all(String parameter) {
    return arguments.getOrDefault(parameter, List.of());
  }

  Operand tensor(String parameter) {
    return tensor(given(parameter));
  }

  Operand tensor(Given given) {
    return new Operand(Lists.number(e, given.value(), given.span()), given.span());
  }

  /** The tensors of one list, or of several arguments. */
  List<Operand> tensors(String parameter) {
    List<Given> all = all(parameter);
    if (all.size() == 1 && all.getFirst().value() instanceof Sequence sequence) {
      Span place = all.getFirst().span();
      return sequence.elements().stream().map(v -> tensor(new Given(v, place))).toList();
    }
    return all.stream().map(this::tensor).toList();
  }

  boolean flag(String parameter) {
    if (!has(parameter)) {
      return false;
    }
    if (given(parameter).value() instanceof Num num && num.constant() != null) {
      return num.constant().asBoolean();
    }
    throw constantNeeded(given(parameter), parameter, "True or False");
  }

  Scalar scalar(String parameter) {
    if (given(parameter).value() instanceof Num num
        && num.constant() != null
        && !num.dtype().isComplex()) {
      return num.constant();
    }
    throw constantNeeded(given(parameter), parameter, "a real number");
  }

  long integer(String parameter, long otherwise) {
    return has(parameter) ? integer(given(parameter), parameter) : otherwise;
  }

  long integer(Given given, String parameter) {
    if (given.value() instanceof Num num
        && num.rank() == 0
        && num.dtype().isInteger()
        && num.asDim() != null
        && num.asDim().isConstant()) {
      return num.asDim().constant();
    }
    throw constantNeeded(given, parameter, "an integer");
  }

  private Mistake constantNeeded(Given given, String parameter, String what) {
    if (given.value() instanceof Value.Poison) {
      return Mistake.REPORTED;
    }
    String message = "'" + parameter + "' of " + name + " must be " + what;
    return isOpen(given.value())
        ? mistake(ErrorCode.E0303, given.span(), message + " that is known when compiling")
            .because("it decides what is compiled, so it cannot depend on data")
        : mistake(ErrorCode.E0202, given.span(), message + found(given.value()));
  }

  /** What stands there instead, as far as it has a type. */
  private static String found(Value value) {
    return value instanceof Num num ? ", not " + TypeText.of(num.type()) : "";
  }

  private static boolean isOpen(Value value) {
    return value instanceof Num num && num.constant() == null && num.rank() == 0;
  }

  String text(String parameter) {
    Given given = given(parameter);
    if (given.value() instanceof Value.Text text) {
      return text.text();
    }
    throw constantNeeded(given, parameter, "a string");
  }

  Optional<DType> dtype(String parameter) {
    if (!has(parameter)) {
      return Optional.empty();
    }
    Given given = given(parameter);
    return switch (given.value()) {
      case Value.TypeName type -> Optional.of(type.dtype());
      case Value.Text text -> Optional.of(DTypes.require(e, text.text(), given.span()));
      case Num _, Sequence _, Value.None _, Value.Poison _ ->
          throw constantNeeded(given, parameter, "a dtype");
    };
  }

  /** An axis of a tensor of rank {@code rank}; negative ones count from the end. */
  int axis(String parameter, int rank) {
    return axis(given(parameter), parameter, rank);
  }

  int axis(Given given, String parameter, int rank) {
    long axis = integer(given, parameter);
    if (axis < -rank || axis >= rank) {
      Mistake mistake =
          mistake(
              ErrorCode.E0205,
              given.span(),
              "axis " + axis + " is out of range for " + rank + (rank == 1 ? " axis" : " axes"));
      throw rank == 0
          ? mistake.help("a scalar has no axes")
          : mistake.help("valid axes are " + -rank + " to " + (rank - 1));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** The axes that are named, as given; none if the parameter is missing or None. */
  Optional<List<Integer>> axes(String parameter, int rank) {
    if (!has(parameter)) {
      return Optional.empty();
    }
    Given given = given(parameter);
    List<Given> several =
        given.value() instanceof Sequence sequence
            ? sequence.elements().stream().map(v -> new Given(v, given.span())).toList()
            : all(parameter);
    List<Integer> axes = new ArrayList<>();
    for (Given one : several) {
      int axis = axis(one, parameter, rank);
      if (axes.contains(axis)) {
        throw mistake(ErrorCode.E0205, one.span(), "axis " + axis + " is named twice");
      }
      axes.add(axis);
    }
    return Optional.of(axes);
  }

  /** The axes that are named; None names none and is a mistake here. */
  List<Integer> someAxes(String parameter, int rank) {
    return axes(parameter, rank)
        .orElseThrow(() -> constantNeeded(given(parameter), parameter, "an integer or a tuple"));
  }

  /** One size. */
  Dim size(String parameter) {
    return integerDim(given(parameter), parameter);
  }

  /** Sizes given as one integer, a list of integers, or several arguments; -1 may be among them. */
  List<Dim> sizes(String parameter) {
    List<Given> all = all(parameter);
    Given first = all.getFirst();
    if (all.size() == 1 && first.value() instanceof Sequence sequence) {
      return sequence.elements().stream()
          .map(v -> integerDim(new Given(v, first.span()), parameter))
          .toList();
    }
    return all.stream().map(given -> integerDim(given, parameter)).toList();
  }

  /** An integer that the host knows when sizes are bound. */
  Dim integerDim(Given given, String parameter) {
    if (given.value() instanceof Value.Poison) {
      throw Mistake.REPORTED;
    }
    if (given.value() instanceof Num num && num.rank() == 0) {
      if (num.constant() instanceof Scalar.Int i && i.value().bitLength() > 62) {
        throw mistake(ErrorCode.E0214, given.span(), "size " + i + " is beyond all memory");
      }
      if (num.asDim() != null) {
        return e.sizes().use(num.asDim());
      }
      if (num.dtype().isInteger() && num.constant() == null) {
        throw mistake(
                ErrorCode.E0304,
                given.span(),
                "'" + parameter + "' of " + name + " is not known before the program runs")
            .because("a size may be made of literals, sizes, and integer inputs");
      }
    }
    String message = "an integer is needed for '" + parameter + "' of " + name;
    throw mistake(ErrorCode.E0202, given.span(), message + found(given.value()));
  }

  /** A size that is not negative. */
  Dim natural(Dim dim, Span place) {
    e.sizes()
        .require(
            Relation.AT_LEAST,
            dim,
            Dim.ZERO,
            ErrorCode.E0214,
            e.site(place),
            "size {left} of " + name + " is negative",
            List.of());
    return dim;
  }

  /** Demands that a shape is one that memory could hold. */
  List<Dim> bounded(List<Dim> shape) {
    if (shape.size() == 1
        && e.sizes().isNatural(shape.getFirst())
        && !shape.getFirst().isConstant()) {
      return shape; // as long as an axis that is there
    }
    e.sizes()
        .require(
            Relation.LESS_THAN,
            Dim.product(shape),
            Dim.of(MAX_ELEMENTS),
            ErrorCode.E0214,
            e.site(span),
            name + " of {left} elements: the limit is " + MAX_ELEMENTS,
            List.of());
    return shape;
  }
}
