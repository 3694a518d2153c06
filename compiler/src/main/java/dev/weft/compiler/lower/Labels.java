// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The axes of a contraction's loop: the labels of the result, then those that are summed.
 *
 * @param all the labels in this order
 * @param sizes their sizes
 * @param keptRank how many are in the result
 */
record Labels(List<Integer> all, List<Dim> sizes, int keptRank) {

  static Labels of(Op.Contract contract, Node node) {
    Map<Integer, Dim> known = new TreeMap<>();
    note(contract.left(), node.operand(0), known);
    note(contract.right(), node.operand(1), known);
    List<Integer> all = new ArrayList<>(contract.result());
    known.keySet().stream().filter(label -> !all.contains(label)).forEach(all::add);
    return new Labels(all, all.stream().map(known::get).toList(), contract.result().size());
  }

  private static void note(List<Integer> labels, Node node, Map<Integer, Dim> known) {
    for (int i = 0; i < labels.size(); i++) {
      known.merge(labels.get(i), node.type().dim(i), (a, b) -> a.isConstant() ? a : b);
    }
  }

  Domain domain() {
    return Domain.of(sizes, IntStream.range(keptRank, all.size()).boxed().toList());
  }

  /** From a tensor whose axes bear {@code own} labels to one with all axes of the loop. */
  List<Movement> path(List<Integer> own) {
    List<Integer> axes = own.stream().map(all::indexOf).toList();
    List<Integer> sorted = axes.stream().sorted().toList();
    List<Movement> path = new ArrayList<>();
    if (!axes.equals(sorted)) {
      path.add(new Movement.Permute(sorted.stream().map(axes::indexOf).toList()));
    }
    path.addAll(Domain.spread(sorted, sizes));
    return path;
  }
}
