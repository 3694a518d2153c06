// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Guard;
import dev.weft.program.Program.Label;
import dev.weft.program.Program.Relation;
import dev.weft.program.Program.SymbolSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sizes of one program: which symbols it speaks of, what must hold of them. What is certain is
 * decided when compiling, the rest becomes guards of the program.
 */
final class Sizes {
  private final GraphBuilder root;
  private final Set<String> lengths = new HashSet<>();
  private final Map<String, SymbolSource> integers = new HashMap<>();
  private final Set<Demand> demands = new HashSet<>();
  private final Map<Dim, List<Dim>> parts = new HashMap<>();

  private final Set<String> found = new LinkedHashSet<>();

  private record Demand(Relation relation, Dim left, Dim right) {}

  Sizes(GraphBuilder root) {
    this.root = root;
  }

  /** A symbol for the length of an axis. */
  Dim axis(String symbol, int input, int axis) {
    lengths.add(symbol);
    root.symbol(new SymbolSource.Axis(symbol, input, axis));
    return Dim.symbol(symbol);
  }

  /** A symbol for the value of an integer input; it counts once something is sized by it. */
  Dim integer(String symbol, int input) {
    integers.put(symbol, new SymbolSource.Value(symbol, input));
    return Dim.symbol(symbol);
  }

  /** A symbol for a number that the program finds while it runs. */
  String found() {
    String symbol = "found." + found.size();
    while (isKnown(symbol)) {
      symbol += ".";
    }
    lengths.add(symbol);
    found.add(symbol);
    return symbol;
  }

  /** All symbols for what the program finds. */
  Set<String> allFound() {
    return found;
  }

  boolean isKnown(String symbol) {
    return lengths.contains(symbol) || integers.containsKey(symbol);
  }

  /** Notes that the program needs this size. */
  Dim use(Dim dim) {
    if (!dim.isConstant() && !integers.isEmpty()) {
      for (String symbol : dim.symbols()) {
        SymbolSource source = integers.remove(symbol);
        if (source != null) {
          root.symbol(source);
          used.add(symbol);
        }
      }
    }
    return dim;
  }

  private final Set<String> used = new HashSet<>();

  /** True where no binding can make the size negative. */
  boolean isNatural(Dim dim) {
    if (dim.constant() < 0) {
      return false;
    }
    for (Dim.Term term : dim.terms()) {
      if (term.coefficient() < 0 || !term.factors().stream().allMatch(this::isNatural)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNatural(Dim.Atom atom) {
    return switch (atom) {
      case Dim.Symbol symbol -> lengths.contains(symbol.name());
      case Dim.Call call ->
          switch (call.function()) {
            case MAX -> isNatural(call.left()) || isNatural(call.right());
            case MIN, FLOORDIV, BROADCAST -> isNatural(call.left()) && isNatural(call.right());
          };
    };
  }

  /** {@code max(dim, 0)}. */
  Dim natural(Dim dim) {
    return isNatural(dim) ? dim : dim.max(Dim.ZERO);
  }

  /**
   * Demands a relation of two sizes: an error now, a guard, or nothing.
   *
   * @param message may speak of {left} and {right}
   */
  void require(
      Relation relation,
      Dim left,
      Dim right,
      ErrorCode code,
      Span span,
      String message,
      List<Operand> operands) {
    if (left.isConstant() && right.isConstant()) {
      if (!holds(relation, left.constant(), right.constant())) {
        throw failure(code, span, message, left, right, operands);
      }
    } else if (!certain(relation, left, right)
        && demands.add(new Demand(relation, use(left), use(right)))) {
      root.guard(guard(relation, left, right, code, span, message, operands));
    }
  }

  private static Mistake failure(
      ErrorCode code, Span span, String message, Dim left, Dim right, List<Operand> operands) {
    String text = message.replace("{left}", left.toString()).replace("{right}", right.toString());
    return labelled(code.mistake(span, text), operands);
  }

  private static Guard guard(
      Relation relation,
      Dim left,
      Dim right,
      ErrorCode code,
      Span span,
      String message,
      List<Operand> operands) {
    List<Label> labels =
        operands.stream()
            .map(o -> new Label(o.span().start(), o.span().end(), remark(o, true)))
            .toList();
    return new Guard(
        relation, left, right, code.name(), message, span.start(), span.end(), labels, "");
  }

  /** Shows type and origin of operands. */
  static Mistake labelled(Mistake mistake, List<Operand> operands) {
    Mistake result = mistake;
    for (Operand operand : operands) {
      result = result.with(d -> d.label(operand.span(), remark(operand, false)));
    }
    return result;
  }

  private static String remark(Operand operand, boolean atBind) {
    Value.Num num = operand.num();
    String type = atBind ? TypeText.atBind(num.type()) : TypeText.of(num.type());
    return num.origin().isEmpty() ? type : type + "\t" + num.origin();
  }

  private static boolean holds(Relation relation, long left, long right) {
    return switch (relation) {
      case EQUAL -> left == right;
      case BROADCASTABLE -> left == right || left == 1 || right == 1;
      case AT_LEAST -> left >= right;
      case LESS_THAN -> left < right;
    };
  }

  private boolean certain(Relation relation, Dim left, Dim right) {
    return switch (relation) {
      case EQUAL -> left.equals(right);
      case BROADCASTABLE -> left.equals(right) || left.is(1) || right.is(1);
      case AT_LEAST -> isNatural(left.minus(right));
      case LESS_THAN -> isNatural(right.minus(left).plus(-1));
    };
  }

  /**
   * The common size of two axes, given that they broadcast: a constant other than 1 wins; else one
   * fixed expression per set of sizes, whatever the order they met in.
   */
  Dim broadcast(Dim a, Dim b) {
    if (a.equals(b) || b.is(1)) {
      return a;
    }
    if (a.is(1) || b.isConstant()) {
      return b;
    }
    if (a.isConstant()) {
      return a;
    }
    List<Dim> left = parts(a);
    List<Dim> more = parts(b).stream().filter(part -> !left.contains(part)).toList();
    if (more.isEmpty()) {
      return a;
    }
    List<Dim> all = new ArrayList<>(left);
    for (Dim part : more) {
      int at = Collections.binarySearch(all, part);
      all.add(at < 0 ? -at - 1 : at, part);
    }
    Dim result = all.getFirst();
    for (Dim part : all.subList(1, all.size())) {
      result = result.broadcast(part);
    }
    parts.put(result, all);
    return result;
  }

  /** The sizes that a broadcast was made of, sorted. */
  private List<Dim> parts(Dim dim) {
    return parts.getOrDefault(dim, List.of(dim));
  }

  /** True where {@code whole} is a broadcast that {@code part} already took part in. */
  boolean isPart(Dim part, Dim whole) {
    return parts(whole).contains(part);
  }
}
