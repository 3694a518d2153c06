// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.tensor.DType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that are visible; values and buffers are named apart. */
final class Scope {
  /** Words that mean something else where a value may stand. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "inf", "nan", "kept", "reduced");

  private final Map<String, DType> values = new HashMap<>();
  private final Map<String, DType> buffers = new HashMap<>();
  private final Set<String> valuesEver = new HashSet<>();
  private final Set<String> buffersEver = new HashSet<>();
  private final Deque<List<Runnable>> ends = new ArrayDeque<>();
  private final Map<String, Kernel.Param> params = new HashMap<>();

  Scope(Kernel kernel) {
    kernel.params().forEach(param -> params.put(param.name(), param));
    open();
  }

  void open() {
    ends.push(new ArrayList<>());
  }

  void close() {
    ends.pop().forEach(Runnable::run);
  }

  void bind(String name, DType dtype) {
    BrokenRule.unless(valuesEver.add(name), name + " is bound twice");
    BrokenRule.unless(isIdentifier(name) && !RESERVED.contains(name), name + " is no name");
    values.put(name, dtype);
    ends.peek().add(() -> values.remove(name));
  }

  void bindBuffer(String name, DType dtype) {
    BrokenRule.unless(buffersEver.add(name), "buffer " + name + " is bound twice");
    BrokenRule.unless(isIdentifier(name), name + " is no name");
    buffers.put(name, dtype);
    ends.peek().add(() -> buffers.remove(name));
  }

  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && Character.isJavaIdentifierStart(name.charAt(0))
        && name.chars().allMatch(Character::isJavaIdentifierPart);
  }

  /** The dtype of a visible value. */
  DType value(String name) {
    DType dtype = values.get(name);
    BrokenRule.unless(dtype != null, name + " is not bound here");
    return dtype;
  }

  /** The dtype of a visible parameter or array. */
  DType buffer(String name) {
    DType dtype = buffers.get(name);
    BrokenRule.unless(dtype != null, "buffer " + name + " is not bound here");
    return dtype;
  }

  /** The parameter of that name, or null for an array. */
  Kernel.Param param(String name) {
    return params.get(name);
  }
}
