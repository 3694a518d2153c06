// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Monoid;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sum over products of two operands with labelled axes. Axes that share a label must agree;
 * those in the result may also broadcast.
 */
final class Contraction {
  private final Elaboration e;
  private final Span span;
  private final String name;
  private final boolean stretchSums;

  /**
   * @param stretchSums true where a summed axis of size 1 stretches, too
   */
  Contraction(Elaboration e, Span span, String name, boolean stretchSums) {
    this.e = e;
    this.span = span;
    this.name = name;
    this.stretchSums = stretchSums;
  }

  Num contract(
      Operand a, List<Integer> left, Operand b, List<Integer> right, List<Integer> result) {
    DType common = Elaboration.common(List.of(a, b)).dtype();
    DType dtype = common == DType.BOOL ? DType.I64 : common.isSmall() ? DType.I32 : common;
    Map<Integer, Dim> sizes = agree(a, left, b, right, result);
    e.at(span);
    Node x = sumAlone(fit(e.node(a, dtype), left, sizes), left, right, result);
    Node y = sumAlone(fit(e.node(b, dtype), right, sizes), right, left, result);
    Node product =
        e.builder().contract(kept(left, right, result), kept(right, left, result), result, x, y);
    return Num.of(e.builder().convert(common, product));
  }

  /** The size of every label, with errors and guards where two axes do not agree. */
  private Map<Integer, Dim> agree(
      Operand a, List<Integer> left, Operand b, List<Integer> right, List<Integer> result) {
    Map<Integer, Dim> sizes = new TreeMap<>();
    for (int i = 0; i < left.size(); i++) {
      sizes.put(left.get(i), a.num().type().dim(i));
    }
    for (int i = 0; i < right.size(); i++) {
      Dim mine = b.num().type().dim(i);
      Dim other = sizes.get(right.get(i));
      boolean stretch = stretchSums || result.contains(right.get(i));
      if (other != null) {
        demand(a, left.indexOf(right.get(i)), other, b, i, mine, stretch);
      }
      sizes.put(right.get(i), other == null ? mine : joint(other, mine, stretch));
    }
    return sizes;
  }

  private Dim joint(Dim a, Dim b, boolean stretch) {
    return stretch ? e.sizes().broadcast(a, b) : a.isConstant() ? a : b.isConstant() ? b : a;
  }

  private void demand(Operand a, int axisA, Dim x, Operand b, int axisB, Dim y, boolean stretch) {
    String message =
        name
            + ": axis "
            + axisA
            + " of the left operand has size {left}, axis "
            + axisB
            + " of the right one {right}";
    e.sizes()
        .require(
            stretch ? Relation.BROADCASTABLE : Relation.EQUAL,
            x,
            y,
            ErrorCode.E0203,
            e.site(span),
            message,
            e.located(List.of(a, b)));
  }

  private Node fit(Node x, List<Integer> labels, Map<Integer, Dim> sizes) {
    return e.builder().broadcast(labels.stream().map(sizes::get).toList(), x);
  }

  /** Sums over what is in this operand only. */
  private Node sumAlone(Node x, List<Integer> labels, List<Integer> other, List<Integer> result) {
    List<Integer> alone = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (!other.contains(labels.get(i)) && !result.contains(labels.get(i))) {
        alone.add(i);
      }
    }
    return alone.isEmpty() ? x : e.builder().reduce(Monoid.SUM, alone, x);
  }

  private static List<Integer> kept(
      List<Integer> labels, List<Integer> other, List<Integer> result) {
    return labels.stream().filter(l -> other.contains(l) || result.contains(l)).toList();
  }
}
