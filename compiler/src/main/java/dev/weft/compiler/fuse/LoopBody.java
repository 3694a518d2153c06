// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.fuse.Fusion.LoopMembers;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Collects what a loop computes, backwards from what it must give. */
final class LoopBody {
  private final Stages stages;
  private final Set<Node> memory;
  private final LoopMembers members;

  LoopBody(Stages stages, Set<Node> memory, LoopMembers members) {
    this.stages = stages;
    this.memory = memory;
    this.members = members;
  }

  Cluster.Loop cluster() {
    List<Node> results = ordered(members.results);
    Set<Node> epilogue = closure(results);
    members.folds.forEach(epilogue::remove);
    Set<Node> body = closure(members.stored);
    for (Node fold : members.folds) {
      for (Node operand : fold.operands()) {
        if (stages.inLoop(operand, fold) && !loads(operand)) {
          body.addAll(closure(List.of(operand)));
        }
      }
    }
    return new Cluster.Loop(
        members.key.stage(),
        members.key.shape(),
        members.key.reducedAxes(),
        ordered(body),
        ordered(members.stored),
        ordered(members.folds),
        ordered(epilogue),
        results);
  }

  /** The roots and everything that their loop computes for them; folds end the search. */
  private Set<Node> closure(Collection<Node> roots) {
    Set<Node> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (found.add(node) && !members.folds.contains(node)) {
        for (Node operand : node.operands()) {
          if (computes(operand, node)) {
            open.push(operand);
          }
        }
      }
    }
    return found;
  }

  private boolean computes(Node operand, Node user) {
    if (members.folds.contains(operand)) {
      return true;
    }
    if (members.key.equals(stages.epilogueOf(operand))) {
      return true;
    }
    boolean source = user.op() instanceof Op.Gather && operand == user.operand(0);
    return !source && stages.inLoop(operand, user) && !loads(operand);
  }

  /** True where an operand is ready in memory before this loop starts. */
  private boolean loads(Node operand) {
    return stages.place(operand) == Placement.ELEMENT
        && memory.contains(operand)
        && stages.of(operand) < members.key.stage();
  }

  private List<Node> ordered(Collection<Node> nodes) {
    List<Node> result = new ArrayList<>(nodes);
    result.sort((a, b) -> Integer.compare(a.id(), b.id()));
    return result;
  }
}
