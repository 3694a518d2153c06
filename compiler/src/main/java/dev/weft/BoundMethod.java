// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.diagnostic.Wording;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one method of an interface that a text is bound to, as its class file tells it.
 *
 * @param problems what keeps it from being bound, in words
 */
record BoundMethod(Class<?> owner, Method method, List<Slot> slots, List<String> problems) {

  /**
   * A parameter.
   *
   * @param label how messages call it
   * @param name of the input or result it is for, or null if nothing tells
   * @param type what it stands for, or null for a type that stands for nothing
   * @param output true if it is marked as memory for a result
   * @param tensor the type stated for a tensor, or empty
   */
  record Slot(String label, String name, JavaType type, boolean output, String tensor) {

    Slot asOutput() {
      return new Slot(label, name, type, true, tensor);
    }
  }

  /**
   * Reads an interface.
   *
   * @param names of all parameters but those marked {@link Output}, or none
   * @throws IllegalArgumentException if it is no interface with one method to implement
   */
  static BoundMethod of(Class<?> owner, String... names) {
    if (!owner.isInterface() || owner.isAnnotation()) {
      throw new IllegalArgumentException(
          "bind takes an interface, and " + owner.getTypeName() + " is none");
    }
    if (owner.isSealed()) {
      throw new IllegalArgumentException(
          owner.getTypeName() + " is sealed: nobody else may implement it");
    }
    List<Method> open =
        Arrays.stream(owner.getMethods())
            .filter(each -> Modifier.isAbstract(each.getModifiers()) && !isOfObject(each))
            .toList();
    if (open.size() != 1) {
      throw new IllegalArgumentException(
          Wording.of(
              "bind takes an interface with one method to implement, and %s has %s",
              owner.getTypeName(),
              open.isEmpty()
                  ? "none"
                  : open.size() + ": " + open.stream().map(Method::getName).sorted().toList()));
    }
    return new Reader(owner, open.getFirst(), names).read();
  }

  /** True for a method such as {@code equals}, which every object has. */
  private static boolean isOfObject(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException _) {
      return false;
    }
  }

  /**
   * Fails if there are problems, and tells all of them.
   *
   * @param has what the text takes and gives, in words
   */
  void refuse(String text, String has, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          Wording.of(
              "%s does not fit the text \"%s\", which %s%s",
              text(),
              text,
              has,
              problems.stream().map("\n  - "::concat).collect(Collectors.joining())));
    }
  }

  /** The method for messages: {@code Axpby.apply(double[] a, double[] b)}. */
  String text() {
    return owner.getSimpleName()
        + "."
        + method.getName()
        + Arrays.stream(method.getParameters())
            .map(p -> p.getType().getSimpleName() + (p.isNamePresent() ? " " + p.getName() : ""))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static final class Reader {
    private final Class<?> owner;
    private final Method method;
    private final String[] names;
    private final List<String> problems = new ArrayList<>();
    private int named;

    Reader(Class<?> owner, Method method, String... names) {
      this.owner = owner;
      this.method = method;
      this.names = names;
    }

    BoundMethod read() {
      List<Slot> slots = new ArrayList<>();
      for (Parameter parameter : method.getParameters()) {
        slots.add(slot(slots.size() + 1, parameter));
      }
      if (names.length > 0 && names.length != named) {
        problems.add(
            Wording.of(
                "%d names are given for %d parameters: %s", names.length, named, List.of(names)));
      }
      return new BoundMethod(owner, method, slots, problems);
    }

    private Slot slot(int number, Parameter parameter) {
      Output output = parameter.getAnnotation(Output.class);
      Input input = parameter.getAnnotation(Input.class);
      String own = parameter.isNamePresent() ? parameter.getName() : null;
      String label = own == null ? "parameter " + number : "parameter '" + own + "'";
      JavaType type = JavaType.of(parameter.getType()).orElse(null);
      if (type == null) {
        problems.add(
            label + " is a " + parameter.getType().getTypeName() + "; it may be " + JavaType.ALL);
      }
      if (output != null) {
        return new Slot(label, output.value(), type, true, "");
      }
      String tensor = input == null ? "" : input.type();
      if (!tensor.isEmpty() && !(type instanceof JavaType.Any)) {
        problems.add(label + " states the type " + tensor + ", which only a Tensor needs");
      }
      String name = input == null || input.value().isEmpty() ? own : input.value();
      if (names.length > 0) {
        name = named < names.length ? names[named] : null;
      }
      named++;
      return new Slot(label, name, type, false, tensor);
    }
  }
}
