// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The places that masks select, as tensors whose size is known only while the program runs. Equal
 * masks of one region have the same places, and so the same size.
 */
final class Selections {
  private final Elaboration e;
  private final Map<Node, Integer> numbers = new IdentityHashMap<>();
  private final Map<List<Object>, Integer> known = new HashMap<>();
  private final Map<List<Object>, Node> places = new HashMap<>();
  private final Map<List<Object>, Node> counts = new HashMap<>();

  Selections(Elaboration e) {
    this.e = e;
  }

  /** The row-major places at which a mask of any rank holds. */
  Node places(Node mask) {
    GraphBuilder b = e.builder();
    return places.computeIfAbsent(
        List.of(b, number(mask)),
        key -> {
          Node flat = b.reshape(List.of(Dim.product(mask.type().shape())), mask);
          Node count = b.reduce(Monoid.SUM, List.of(0), b.convert(DType.I64, flat));
          String symbol = found();
          counts.put(List.of(b, symbol), count);
          return b.positions(symbol, flat, count);
        });
  }

  /** 0, 1, ... {@code count - 1}; the count is not negative. */
  Node upTo(Node count) {
    String symbol = found();
    counts.put(List.of(e.builder(), symbol), count);
    return e.builder().places(symbol, count);
  }

  /** Masks are told apart by the values of their literals. */
  private String found() {
    e.open().refuse();
    return e.sizes().found();
  }

  /** The number of places, where {@code size} is that of a selection of this region. */
  Optional<Node> count(Dim size) {
    return size.symbols().stream()
        .filter(symbol -> size.equals(Dim.symbol(symbol)))
        .map(symbol -> counts.get(List.of(e.builder(), symbol)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Equal nodes have equal numbers: the same op on operands of equal numbers. */
  private int number(Node root) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.peek();
      List<Node> missing =
          node.operands().stream().filter(operand -> !numbers.containsKey(operand)).toList();
      if (missing.isEmpty()) {
        open.pop();
        numbers.computeIfAbsent(node, this::fresh);
      } else {
        missing.forEach(open::push);
      }
    }
    return numbers.get(root);
  }

  private int fresh(Node node) {
    boolean alike = !(node.op() instanceof Op.For || node.op() instanceof Op.Dense);
    Object op = alike ? node.op() : node;
    List<Integer> operands = node.operands().stream().map(numbers::get).toList();
    List<TensorType> types = node.types();
    return known.computeIfAbsent(List.of(op, operands, types), key -> known.size());
  }
}
