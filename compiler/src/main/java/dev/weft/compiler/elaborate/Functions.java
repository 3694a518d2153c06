// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that are part of the language, by name. */
final class Functions {
  private static final Map<String, Builtin> BUILTINS = new HashMap<>();
  private static final Map<String, ScalarOp> SCALARS = new HashMap<>();
  private static final List<Spec> BY_ARITY =
      List.of(
          Spec.parse(""), Spec.parse("x"), Spec.parse("x|x1, y|x2"), Spec.parse("condition, x, y"));

  private static final Spec COUNTED = Spec.parse("key, stream|range, index");

  static {
    for (ScalarOp op : ScalarOp.values()) {
      op.names().forEach(name -> SCALARS.put(name, op));
    }
    addAll(Reductions.values());
    addAll(Shapes.values());
    addAll(Creation.values());
    addAll(Products.values());
    addAll(Elementwise.values());
    addAll(Scans.values());
    addAll(Joins.values());
    addAll(Matrices.values());
    addAll(Randoms.values());
    addAll(Parts.values());
    addAll(Sorts.values());
    addAll(Linear.values());
    addAll(Spectra.values());
    addAll(Inner.values());
    addAll(Places.values());
  }

  private Functions() {}

  private static void addAll(Builtin[] builtins) {
    for (Builtin builtin : builtins) {
      for (String name : builtin.names()) {
        if (BUILTINS.put(name, builtin) != null) {
          throw new IllegalStateException("two functions are called " + name);
        }
      }
    }
  }

  static Optional<Builtin> builtin(String name) {
    return Optional.ofNullable(BUILTINS.get(name));
  }

  static Optional<ScalarOp> scalar(String name) {
    return Optional.ofNullable(SCALARS.get(name));
  }

  static Spec spec(ScalarOp op) {
    return switch (op.typing()) {
      case COUNTER, COUNTER_TO_F64 -> COUNTED;
      default -> BY_ARITY.get(op.arity());
    };
  }

  /** The parameters of a function of the language, the prelude's included. */
  static Optional<Spec> spec(String name) {
    return builtin(name)
        .map(Builtin::spec)
        .or(() -> scalar(name).map(Functions::spec))
        .or(() -> Prelude.function(name).map(Spec::of));
  }

  /** True for a function that texts may call; a name that starts with _ is the prelude's own. */
  static boolean exists(String name) {
    boolean known = BUILTINS.containsKey(name) || SCALARS.containsKey(name);
    return known && !name.startsWith("_") || Prelude.names().contains(name);
  }

  /** Every name that can be called, for completion and suggestions. */
  static List<String> names() {
    List<String> names = new ArrayList<>(BUILTINS.keySet());
    names.addAll(SCALARS.keySet());
    names.addAll(Prelude.names());
    names.removeIf(name -> !exists(name));
    names.sort(null);
    return names;
  }

  static Mistake unknown(String name, Span span, List<String> more) {
    Mistake mistake = ErrorCode.E0102.mistake(span, "unknown function '" + name + "'");
    List<String> known = new ArrayList<>(names());
    known.addAll(more);
    return Spelling.nearest(name, known)
        .map(near -> mistake.help("did you mean '" + near + "'?"))
        .orElse(mistake);
  }
}
