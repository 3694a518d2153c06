// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.fuse.Fusion.LoopKey;
import dev.weft.compiler.graph.DataSizes;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stage of every node, and which edges stay inside a loop. */
final class Stages {
  private final Map<Node, Integer> stage = new IdentityHashMap<>();

  /** Element-wise nodes that follow a fold in its own loop, with that loop. */
  private final Map<Node, LoopKey> epilogue = new IdentityHashMap<>();

  private final Map<Node, LoopKey> folds = new IdentityHashMap<>();

  /** Spreads of scalars for which the loops that use them have no room. */
  private final Set<Node> crowded = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Budget budget = new Budget();

  private final DataSizes sizes;

  private Stages(DataSizes sizes) {
    this.sizes = sizes;
  }

  static Stages of(Graph graph) {
    Stages stages = new Stages(DataSizes.of(graph.nodes()));
    for (Node node : graph.nodes()) {
      stages.earliest(node);
    }
    Map<Node, Integer> latest = new HashMap<>();
    for (Node node : graph.nodes().reversed()) {
      stages.latest(node, latest);
    }
    return stages;
  }

  int of(Node node) {
    return stage.get(node);
  }

  LoopKey foldKey(Node fold) {
    return folds.get(fold);
  }

  /** The reducing loop that a node follows, or null. */
  LoopKey epilogueOf(Node node) {
    return epilogue.get(node);
  }

  /** The first stage at which a node's value can be read from memory. */
  private int available(Node node) {
    return switch (place(node)) {
      case LEAF, VIEW -> stage.get(node);
      case LITERAL, SPREAD, ELEMENT, FOLD -> stage.get(node) + 1;
      case ALONE -> node.op() instanceof Op.Project ? stage.get(node) : stage.get(node) + 1;
    };
  }

  /** A node's part, now that it is known what follows a fold and what is full. */
  Placement place(Node node) {
    Placement placement = Placement.of(node);
    boolean read =
        placement == Placement.SPREAD
            && (epilogue.containsKey(node.operand(0)) || crowded.contains(node));
    return read ? Placement.VIEW : placement;
  }

  private void earliest(Node node) {
    switch (place(node)) {
      case LEAF, LITERAL -> stage.put(node, sized(node));
      case SPREAD -> spread(node);
      case VIEW, ALONE -> stage.put(node, Math.max(available(node.operands()), sized(node)));
      case FOLD -> fold(node);
      case ELEMENT -> element(node);
    }
  }

  private void spread(Node node) {
    int at = Math.max(stage.get(node.operand(0)), sized(node));
    if (!budget.takesScalar(at, node)) {
      crowded.add(node);
      at = Math.max(available(node.operand(0)), sized(node));
    }
    stage.put(node, at);
  }

  /** The first stage at which all sizes that a node speaks of have values. */
  private int sized(Node node) {
    return sizes.neededBy(node).mapToInt(this::available).max().orElse(0);
  }

  private int available(List<Node> operands) {
    return operands.stream().mapToInt(this::available).max().orElse(0);
  }

  private void fold(Node node) {
    int at = Math.max(earliestRead(node), sized(node));
    stage.put(node, at);
    LoopKey key =
        switch (node.op()) {
          case Op.Reduce reduce -> budget.fold(at, node, reduce);
          default -> new LoopKey(at, node.type().shape(), List.of(), node.id());
        };
    folds.put(node, key);
  }

  private void element(Node node) {
    LoopKey after = commonFold(node);
    if (after != null && budget.takesAfter(after, node)) {
      epilogue.put(node, after);
      stage.put(node, after.stage());
      return;
    }
    stage.put(node, budget.take(Math.max(earliestRead(node), sized(node)), node));
  }

  private int earliestRead(Node node) {
    return node.operands().stream().mapToInt(x -> read(x, node)).max().orElse(0);
  }

  /** The stage at which {@code user}, whose loop has its domain, can have {@code operand}. */
  private int read(Node operand, Node user) {
    return joins(operand, user) ? stage.get(operand) : available(operand);
  }

  /** True where an operand's element can be computed in the loop of its user. */
  private boolean joins(Node operand, Node user) {
    if (user.op() instanceof Op.Contract) {
      return false;
    }
    if (user.op() instanceof Op.Gather && operand == user.operand(0)) {
      return false;
    }
    return switch (place(operand)) {
      case LITERAL, SPREAD -> true;
      case ELEMENT ->
          !epilogue.containsKey(operand) && operand.type().shape().equals(Placement.domain(user));
      case LEAF, VIEW, FOLD, ALONE -> false;
    };
  }

  /**
   * The one reducing loop whose results (or what follows them) are among a node's operands, if the
   * node can follow it: same shape, and everything else there in time.
   */
  private LoopKey commonFold(Node node) {
    if (node.op() instanceof Op.Gather) {
      return null;
    }
    LoopKey found = null;
    for (Node operand : node.operands()) {
      LoopKey key = followed(operand);
      if (key != null) {
        if (found != null && !found.equals(key) || !sameShape(operand, node)) {
          return null;
        }
        found = key;
      }
    }
    if (found == null || sized(node) > found.stage()) {
      return null;
    }
    for (Node operand : node.operands()) {
      boolean inTime = followed(operand) != null || read(operand, node) <= found.stage();
      if (!inTime) {
        return null;
      }
    }
    return found;
  }

  private LoopKey followed(Node operand) {
    LoopKey key = folds.get(operand);
    return key != null ? key : epilogue.get(operand);
  }

  private static boolean sameShape(Node a, Node b) {
    return a.type().shape().equals(b.type().shape());
  }

  /** Moves a node to the stage of its users, where that keeps it out of memory. */
  private void latest(Node node, Map<Node, Integer> latest) {
    Placement placement = place(node);
    boolean movable = placement == Placement.ELEMENT && !epilogue.containsKey(node);
    Integer limit = latest.get(node);
    if (limit != null && limit > of(node)) {
      boolean moves =
          placement == Placement.SPREAD || movable && budget.moves(node, of(node), limit);
      stage.put(node, moves ? limit : of(node));
    }
    for (Node operand : node.operands()) {
      boolean joins = inLoop(operand, node);
      latest.merge(operand, joins ? of(node) : Math.max(of(node) - 1, of(operand)), Math::min);
    }
  }

  /** True where the loop of {@code user} computes {@code operand} by itself. */
  boolean inLoop(Node operand, Node user) {
    return switch (place(user)) {
      case ELEMENT, FOLD -> joins(operand, user);
      case SPREAD -> true;
      case LEAF, LITERAL, VIEW, ALONE -> false;
    };
  }

  /** Why {@code user} must read {@code operand} from memory, or null where it need not. */
  String boundary(Node operand, Node user) {
    Placement placement = place(user);
    if (placement == Placement.VIEW) {
      return "is seen through a view by %" + user.id();
    }
    if (placement == Placement.ALONE) {
      return "is an operand of the step %" + user.id();
    }
    if (user.op() instanceof Op.Contract) {
      return "is a factor of the contraction %" + user.id();
    }
    if (followed(operand) != null) {
      boolean follows = followed(operand).equals(epilogue.get(user));
      return follows ? null : "is reduced in one loop and used in another, by %" + user.id();
    }
    if (!inLoop(operand, user)) {
      return "has another domain than its user %" + user.id();
    }
    boolean scalar = operand.type().rank() == 0 || place(operand) == Placement.SPREAD;
    boolean recomputed = scalar || epilogue.containsKey(user);
    boolean sameStage = of(operand) == of(user);
    return sameStage || recomputed ? null : "is ready before the loop of its user %" + user.id();
  }
}
