// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.plan;

import dev.weft.compiler.fuse.Cluster;
import dev.weft.compiler.fuse.Clusters;
import dev.weft.compiler.fuse.Fusion;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.lower.Lowered;
import dev.weft.compiler.lower.Lowered.Operand;
import dev.weft.compiler.lower.Lowering;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Procedure;
import dev.weft.program.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the clusters of one graph (the program's, or a loop body's) into steps. */
final class Planner {
  /** A size that the data name is bounded by guards. */
  private static final Dim MOST = Dim.of(Long.MAX_VALUE);

  private final Graph graph;
  private final Clusters clusters;
  private final Set<Node> results;
  private final Slots slots;
  private final KernelSink kernels;
  private final Uses uses;
  private final Map<Node, Integer> slotOf = new IdentityHashMap<>();
  private final Map<Dim, Integer> iotas = new HashMap<>();
  private final Map<Dim, Integer> sizes = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param results nodes whose memory leaves the program
   */
  Planner(Graph graph, Clusters clusters, Set<Node> results, Slots slots, KernelSink kernels) {
    this.graph = graph;
    this.clusters = clusters;
    this.results = results;
    this.slots = slots;
    this.kernels = kernels;
    this.uses = new Uses(graph);
  }

  /** Says in which slot an input of the graph arrives. */
  void bind(Node input, int slot) {
    slotOf.put(input, slot);
  }

  /** Plans every cluster, then the assertions. */
  List<Step> run() {
    for (Cluster cluster : clusters.clusters()) {
      switch (cluster) {
        case Cluster.Loop loop -> launch(Lowering.lower(graph, loop));
        case Cluster.Single single -> single(single.node());
      }
    }
    for (Graph.Assertion assertion : graph.assertions()) {
      Span span = assertion.span();
      int condition = slot(assertion.condition());
      steps.add(new Step.Assert(condition, assertion.message(), span.start(), span.end()));
    }
    return steps;
  }

  /** A slot that holds a node's value in memory of its own, fit to leave the graph. */
  int owned(Node node, int storage) {
    int slot = slots.next();
    steps.add(new Step.Alloc(slot, node.type().dtype(), node.type().shape(), storage));
    steps.add(new Step.Copy(slot, slot(node)));
    return slot;
  }

  /** The slot of a value that is in memory by now. */
  int slot(Node node) {
    Integer known = slotOf.get(node);
    if (known != null) {
      return known;
    }
    int slot =
        switch (node.op()) {
          case Op.View view -> view(slot(node.operand(0)), view.movement());
          case Op.Iota iota -> iota(iota.size());
          case Op.Size size -> size(size.size());
          case Op.Dense dense -> slots.constant(node.type(), dense.values());
          case Op.Input _,
              Op.Constant _,
              Op.Map _,
              Op.Convert _,
              Op.Reduce _,
              Op.Positions _,
              Op.Scan _,
              Op.Update _,
              Op.Gather _,
              Op.Contract _,
              Op.Concat _,
              Op.For _,
              Op.Perform _,
              Op.Project _ ->
              throw missing(node);
        };
    slotOf.put(node, slot);
    return slot;
  }

  private int view(int source, Movement movement) {
    int slot = slots.next();
    steps.add(new Step.View(slot, source, movement));
    return slot;
  }

  private int iota(Dim size) {
    return iotas.computeIfAbsent(
        size,
        s -> {
          int slot = slots.next();
          steps.add(new Step.Iota(slot, s));
          return slot;
        });
  }

  private int size(Dim size) {
    return sizes.computeIfAbsent(
        size,
        s -> {
          int slot = slots.next();
          steps.add(new Step.SizeOf(slot, s));
          return slot;
        });
  }

  private int alloc(Node node) {
    int slot = slots.next();
    int storage = results.contains(node) ? Step.Alloc.RESULT : slots.nextStorage();
    steps.add(new Step.Alloc(slot, node.type().dtype(), node.type().shape(), storage));
    slotOf.put(node, slot);
    return slot;
  }

  private void launch(Lowered lowered) {
    List<Integer> operands = new ArrayList<>();
    for (Operand operand : lowered.operands()) {
      operands.add(
          switch (operand) {
            case Operand.Read read -> moved(slot(read.node()), read.path());
            case Operand.Write write -> moved(alloc(write.node()), write.path());
            case Operand.Position position -> moved(iota(position.size()), position.path());
            case Operand.Size size -> size(size.size());
          });
    }
    Span span = lowered.span();
    int kernel = kernels.add(lowered.kernel());
    steps.add(
        new Step.Launch(
            kernel, operands, lowered.kept(), lowered.reduced(), span.start(), span.end()));
  }

  private int moved(int slot, List<Movement> path) {
    int result = slot;
    for (Movement movement : path) {
      result = view(result, movement);
    }
    return result;
  }

  private void single(Node node) {
    switch (node.op()) {
      case Op.Update update -> update(node, update.slice());
      case Op.Concat concat -> concat(node, concat.axis());
      case Op.Positions positions -> positions(node, positions.symbol());
      case Op.Scan _ -> launch(Lowering.scan(graph, node));
      case Op.For loop -> loop(node, loop);
      case Op.Perform perform -> perform(node, perform.procedure());
      case Op.Project _,
          Op.Input _,
          Op.Constant _,
          Op.Dense _,
          Op.Iota _,
          Op.Size _,
          Op.Map _,
          Op.Convert _,
          Op.Reduce _,
          Op.View _,
          Op.Gather _,
          Op.Contract _ ->
          throw missing(node);
    }
  }

  /** In place where the old value is a temporary that nobody else sees. */
  private void update(Node node, Movement.Slice slice) {
    Node base = node.operand(0);
    int value = slot(node.operand(1));
    int target;
    if (uses.isTemporary(base) && uses.count(base) == 1 && !results.contains(node)) {
      target = slot(base);
      slotOf.put(node, target);
    } else {
      int from = slot(base);
      target = alloc(node);
      steps.add(new Step.Copy(target, from));
    }
    steps.add(new Step.Copy(view(target, slice), value));
  }

  private void positions(Node node, String symbol) {
    if (node.operands().size() == 1) {
      steps.add(new Step.BindSize(symbol, slot(node.operand(0)), MOST));
      slotOf.put(node, iota(Dim.symbol(symbol)));
      return;
    }
    int mask = slot(node.operand(0));
    steps.add(new Step.BindSize(symbol, slot(node.operand(1)), node.operand(0).type().dim(0)));
    steps.add(new Step.Positions(alloc(node), mask));
  }

  private void concat(Node node, int axis) {
    int target = alloc(node);
    Dim start = Dim.ZERO;
    for (Node part : node.operands()) {
      List<Dim> starts = new ArrayList<>();
      List<Long> ones = new ArrayList<>();
      for (int i = 0; i < part.type().rank(); i++) {
        starts.add(i == axis ? start : Dim.ZERO);
        ones.add(1L);
      }
      int from = slot(part);
      int window = view(target, new Movement.Slice(starts, part.type().shape(), ones));
      steps.add(new Step.Copy(window, from));
      start = start.plus(part.type().dim(axis));
    }
  }

  private void perform(Node node, Procedure procedure) {
    List<Integer> operands = node.operands().stream().map(this::slot).toList();
    List<Integer> targets = new ArrayList<>();
    if (node.types().size() == 1) {
      targets.add(alloc(node));
    } else {
      for (TensorType type : node.types()) {
        int slot = slots.next();
        steps.add(new Step.Alloc(slot, type.dtype(), type.shape(), slots.nextStorage()));
        targets.add(slot);
      }
      projections(node, targets);
    }
    List<Span> spans = graph.spans().getOrDefault(node, List.of(new Span(0, 0)));
    Span span = spans.getFirst();
    steps.add(new Step.Perform(procedure, targets, operands, span.start(), span.end()));
  }

  private void loop(Node node, Op.For loop) {
    if (Lowering.isScalarLoop(node)) {
      launch(Lowering.scalarLoop(graph, node));
      return;
    }
    Graph body = loop.body();
    Planner inner = new Planner(body, Fusion.fuse(body), Set.of(), slots, kernels);
    int index = slots.next();
    inner.bind(body.inputs().getFirst(), index);
    List<Integer> current = new ArrayList<>();
    for (int i = 0; i < node.operands().size(); i++) {
      boolean carried = i < loop.carried();
      int slot = carried ? slots.next() : slot(node.operand(i));
      inner.bind(body.inputs().get(i + 1), slot);
      current.add(slot);
    }
    inner.run();
    List<Step.Swap> swaps = new ArrayList<>();
    for (int i = 0; i < loop.carried(); i++) {
      int next = inner.next(body.outputs().get(i).node());
      swaps.add(new Step.Swap(slot(node.operand(i)), current.get(i), next));
    }
    steps.add(new Step.Repeat(index, loop.first(), loop.step(), loop.count(), swaps, inner.steps));
    projections(node, current);
  }

  private int next(Node output) {
    return uses.isTemporary(output) && uses.count(output) == 1
        ? slot(output)
        : owned(output, slots.nextStorage());
  }

  private static CompilerBug missing(Node node) {
    return new CompilerBug("plan", "no memory holds " + node);
  }

  private void projections(Node loop, List<Integer> current) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Project project && node.operand(0) == loop) {
        slotOf.put(node, current.get(project.result()));
      }
    }
  }
}
