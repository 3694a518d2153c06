// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.fuse.Fusion.LoopKey;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.scalar.PrimCount;
import dev.weft.program.Dim;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much a loop may compute. A loop is one class file, which has a limit; what follows a fold is
 * one method, which has a lower one, and so is what is done with scalars before it. A full loop
 * sends further nodes to the next stage, further scalars to a loop of their own.
 */
final class Budget {
  private static final int LOOP = 12_000;
  private static final int EPILOGUE = 300;
  private static final int SCALARS = 300;
  private static final int READ = 20;

  /** Accumulators of a loop: all of them are combined in one method. */
  private static final int FOLDED = 12;

  private record Place(int stage, List<Dim> shape) {}

  private final Map<Place, Integer> loops = new HashMap<>();
  private final Map<LoopKey, Integer> epilogues = new HashMap<>();
  private final Map<Place, Scalars> scalars = new HashMap<>();

  private final Map<LoopKey, Integer> folds = new HashMap<>();

  private static final class Scalars {
    final Set<Node> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
    int spent;
  }

  /** The first stage from {@code stage} on whose loop has room for a node. */
  int take(int stage, Node node) {
    int at = stage;
    while (!hasRoom(at, node)) {
      at++;
    }
    spend(at, node, 1);
    return at;
  }

  /** Whether a later loop has room for a node; then it moves there. */
  boolean moves(Node node, int from, int to) {
    boolean room = hasRoom(to, node);
    if (room) {
      spend(from, node, -1);
      spend(to, node, 1);
    }
    return room;
  }

  private boolean hasRoom(int stage, Node node) {
    int spent = loops.getOrDefault(new Place(stage, node.type().shape()), 0);
    return spent == 0 || spent + weight(node) <= LOOP;
  }

  private void spend(int stage, Node node, int sign) {
    loops.merge(new Place(stage, node.type().shape()), sign * weight(node), Integer::sum);
  }

  /** In a loop the results of folds count too: each is a buffer of its own. */
  private static int weight(Node node) {
    long read = node.operands().stream().filter(x -> x.op() instanceof Op.Reduce).count();
    return cost(node) + READ * (int) read;
  }

  /** Whether a node still finds room behind a fold. */
  boolean takesAfter(LoopKey fold, Node node) {
    int spent = epilogues.merge(fold, cost(node), Integer::sum);
    return spent <= EPILOGUE;
  }

  /** The reducing loop that has room for one more reduction. */
  LoopKey fold(int stage, Node node, Op.Reduce reduce) {
    Node operand = node.operand(0);
    LoopKey first = new LoopKey(stage, operand.type().shape(), reduce.axes(), -1);
    int components = reduce.monoid().components(operand.type().dtype()).size();
    int before = folds.merge(first, components, Integer::sum) - components;
    return new LoopKey(stage, first.shape(), first.reducedAxes(), -1 - before / FOLDED);
  }

  /** Whether loops at a stage over the shape of {@code spread} find room for its scalar. */
  boolean takesScalar(int stage, Node spread) {
    Place place = new Place(stage, spread.type().shape());
    Scalars taken = scalars.computeIfAbsent(place, _ -> new Scalars());
    Deque<Node> open = new ArrayDeque<>(spread.operands());
    while (taken.spent <= SCALARS && !open.isEmpty()) {
      Node node = open.pop();
      if (isComputed(node) && taken.nodes.add(node)) {
        taken.spent += cost(node);
        node.operands().forEach(open::push);
      }
    }
    return taken.spent <= SCALARS;
  }

  private static boolean isComputed(Node node) {
    return Placement.of(node) == Placement.ELEMENT;
  }

  private static int cost(Node node) {
    return switch (node.op()) {
      case Op.Map map ->
          1 + PrimCount.of(map.op(), node.operands().getLast().type().dtype()).weight();
      default -> 5;
    };
  }
}
