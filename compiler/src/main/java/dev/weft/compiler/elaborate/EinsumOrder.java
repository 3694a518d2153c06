// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * In which order the operands of an einsum are multiplied: of all orders of few operands the one
 * with the fewest products, of many a good one. Of equals the one that goes from the left is taken.
 */
final class EinsumOrder {
  /** So many operands are tried in all orders. */
  private static final int FEW = 8;

  private final Collection<Integer> result;
  private final Map<Integer, Double> sizes;

  private EinsumOrder(Collection<Integer> result, Map<Integer, Double> sizes) {
    this.result = result;
    this.sizes = sizes;
  }

  /** What is multiplied: one operand, or two parts with each other. */
  sealed interface Part {

    /** The operand of a number. */
    record One(int operand) implements Part {}

    /** The product of two parts; {@code labels} are those that are still needed after it. */
    record Pair(Part left, Part right, List<Integer> labels) implements Part {}
  }

  /** A part with what it costs and what it has. */
  private record Plan(Part part, Set<Integer> labels, double cost) {}

  /**
   * The best order found.
   *
   * @param operands the labels of each, no label twice
   * @param result the labels of the result
   * @param sizes how long the axes of every label are taken to be
   */
  static Part of(
      List<List<Integer>> operands, Collection<Integer> result, Map<Integer, Double> sizes) {
    EinsumOrder order = new EinsumOrder(result, sizes);
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Set<Integer> labels = new LinkedHashSet<>(operands.get(i));
      plans.add(new Plan(new Part.One(i), labels, 0));
    }
    while (plans.size() > FEW) {
      order.mergeCheapest(plans);
    }
    return order.best(plans).part();
  }

  /**
   * The product of two parts.
   *
   * @param elsewhere which labels other parts have
   */
  private Plan pair(Plan a, Plan b, Predicate<Integer> elsewhere) {
    Set<Integer> all = new LinkedHashSet<>(a.labels);
    all.addAll(b.labels);
    double products = all.stream().mapToDouble(sizes::get).reduce(1, (x, y) -> x * y);
    Set<Integer> needed = new LinkedHashSet<>(all);
    needed.removeIf(label -> !result.contains(label) && !elsewhere.test(label));
    Part part = new Part.Pair(a.part, b.part, List.copyOf(needed));
    return new Plan(part, needed, a.cost + b.cost + products);
  }

  /** Per label the parts that have it, as bits. */
  private static Map<Integer, BitSet> holders(List<Plan> plans) {
    Map<Integer, BitSet> holders = new HashMap<>();
    for (int i = 0; i < plans.size(); i++) {
      for (Integer label : plans.get(i).labels) {
        holders.computeIfAbsent(label, l -> new BitSet()).set(i);
      }
    }
    return holders;
  }

  private void mergeCheapest(List<Plan> plans) {
    Map<Integer, BitSet> holders = holders(plans);
    Plan best = null;
    int first = 0;
    int second = 0;
    for (int i = 0; i < plans.size(); i++) {
      for (int j = i + 1; j < plans.size(); j++) {
        Plan a = plans.get(i);
        Plan b = plans.get(j);
        Plan merged = pair(a, b, label -> holders.get(label).cardinality() > count(label, a, b));
        if (best == null || added(merged, plans, i, j) < added(best, plans, first, second)) {
          best = merged;
          first = i;
          second = j;
        }
      }
    }
    plans.set(first, best);
    plans.remove(second);
  }

  private static int count(Integer label, Plan a, Plan b) {
    return (a.labels.contains(label) ? 1 : 0) + (b.labels.contains(label) ? 1 : 0);
  }

  private static double added(Plan merged, List<Plan> plans, int i, int j) {
    return merged.cost - plans.get(i).cost - plans.get(j).cost;
  }

  /** Every set of operands in the best way, from the best ways of its parts. */
  private Plan best(List<Plan> plans) {
    Map<Integer, BitSet> holders = holders(plans);
    int sets = 1 << plans.size();
    Plan[] best = new Plan[sets];
    for (int set = 1; set < sets; set++) {
      if (Integer.bitCount(set) == 1) {
        best[set] = plans.get(Integer.numberOfTrailingZeros(set));
        continue;
      }
      int lowest = Integer.lowestOneBit(set);
      int size = 0; // of the left part: of equals the one that has most
      for (int left = lowest; left < set; left++) {
        if ((left & lowest) != 0 && (left & ~set) == 0) {
          BitSet inside = BitSet.valueOf(new long[] {set});
          Plan plan =
              pair(best[left], best[set & ~left], label -> reaches(holders.get(label), inside));
          boolean better = best[set] == null || plan.cost < best[set].cost;
          if (better || plan.cost == best[set].cost && Integer.bitCount(left) > size) {
            best[set] = plan;
            size = Integer.bitCount(left);
          }
        }
      }
    }
    return best[sets - 1];
  }

  /** True where something has a label that is not inside. */
  private static boolean reaches(BitSet holders, BitSet inside) {
    BitSet outside = (BitSet) holders.clone();
    outside.andNot(inside);
    return !outside.isEmpty();
  }
}
