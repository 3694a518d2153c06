// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.BoundMethod.Slot;
import dev.weft.compiler.elaborate.Template.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which parameter of a method is for which input of a text.
 *
 * @param method with parameters that name no input taken to be memory for results
 * @param places per parameter the number of its input, or -1
 */
record Matching(BoundMethod method, int[] places) {

  /**
   * Finds the input of every parameter.
   *
   * @throws IllegalArgumentException that names all that does not fit
   */
  static Matching of(Expression expression, BoundMethod method) {
    return new Matcher(expression, method).match();
  }

  private static final class Matcher {
    private final Expression expression;
    private final BoundMethod method;
    private final List<Input> inputs;
    private final List<String> names;
    private final int[] places;
    private final List<Slot> slots = new ArrayList<>();
    private final List<String> problems;

    Matcher(Expression expression, BoundMethod method) {
      this.expression = expression;
      this.method = method;
      this.inputs = expression.template().inputs();
      this.names = inputs.stream().map(Input::name).toList();
      this.places = new int[method.slots().size()];
      this.problems = new ArrayList<>(method.problems());
    }

    Matching match() {
      for (int i = 0; i < places.length; i++) {
        Slot slot = method.slots().get(i);
        places[i] = slot.output() ? -1 : place(slot);
        boolean memory = places[i] < 0 && slot.name() != null;
        slots.add(memory ? slot.asOutput() : slot);
      }
      if (slots.stream().anyMatch(this::isNameless)) {
        problems.add(
            "the class file does not tell the names of parameters: compile with javac -parameters,"
                + " mark them @Input(\"...\"), or name all of them: "
                + example());
      } else {
        missing();
      }
      method.refuse(expression.line(), "takes " + names, problems);
      return new Matching(
          new BoundMethod(method.owner(), method.method(), slots, List.of()), places);
    }

    private int place(Slot slot) {
      int place = names.indexOf(slot.name());
      List<String> required = expression.inputs();
      boolean sole = method.slots().stream().filter(other -> !other.output()).count() == 1;
      if (place < 0 && sole && required.size() == 1) {
        return names.indexOf(required.getFirst());
      }
      if (place >= 0 && Arrays.stream(places, 0, slots.size()).anyMatch(p -> p == place)) {
        problems.add("two parameters are for input '" + slot.name() + "'");
      }
      return place;
    }

    private boolean isNameless(Slot slot) {
      return slot.name() == null && places[slots.indexOf(slot)] < 0;
    }

    private String example() {
      String all = names.stream().map(name -> ", \"" + name + "\"").collect(Collectors.joining());
      return "bind(" + method.owner().getSimpleName() + ".class" + all + ")";
    }

    private void missing() {
      boolean complete = true;
      for (int i = 0; i < names.size(); i++) {
        int place = i;
        if (inputs.get(i).isRequired() && Arrays.stream(places).noneMatch(p -> p == place)) {
          problems.add("no parameter is for input '" + names.get(i) + "'");
          complete = false;
        }
      }
      for (int i = 0; i < places.length && !complete; i++) {
        Slot slot = method.slots().get(i);
        if (places[i] < 0 && !slot.output() && slot.name() != null) {
          problems.add(slot.label() + ": the text has no input '" + slot.name() + "'");
        }
      }
    }
  }
}
