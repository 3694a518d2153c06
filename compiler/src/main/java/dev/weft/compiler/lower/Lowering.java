// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.fuse.Cluster;
import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.kernel.KernelBuilder.Reduced;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Clusters become naive kernels: a loop per axis, obviously right. */
public final class Lowering {

  private Lowering() {}

  /** The kernel of a fused loop. */
  public static Lowered lower(Graph graph, Cluster.Loop loop) {
    if (loop.folds().isEmpty()) {
      return map(graph, loop);
    }
    return loop.folds().getFirst().op() instanceof Op.Contract contract
        ? contraction(graph, loop, contract)
        : reduction(graph, loop);
  }

  private static Lowered map(Graph graph, Cluster.Loop loop) {
    Domain domain = Domain.of(loop.shape(), List.of());
    KernelBuilder builder = new KernelBuilder(loop.shape().size(), 0);
    Params params = new Params(builder);
    builder.keptLoops(
        place -> {
          Values values = new Values(graph, builder, params, place, List.of());
          values.compute(loop.body());
          store(builder, params, values, loop.stored(), List.of(), place);
        });
    return lowered(graph, builder, params, domain, loop.stored().getFirst());
  }

  private static Lowered reduction(Graph graph, Cluster.Loop loop) {
    Domain domain = Domain.of(loop.shape(), loop.reducedAxes());
    KernelBuilder builder = new KernelBuilder(domain.keptRank(), loop.reducedAxes().size());
    Params params = new Params(builder);
    builder.keptLoops(
        kept -> {
          List<List<Atom>> folded =
              builder.fold(
                  reduced -> {
                    List<Atom> place = new ArrayList<>(kept);
                    place.addAll(reduced);
                    Values values = new Values(graph, builder, params, place, domain.path());
                    values.compute(loop.body());
                    store(builder, params, values, loop.stored(), domain.path(), place);
                    return loop.folds().stream()
                        .map(fold -> reduced(builder, params, values, domain, fold, place))
                        .toList();
                  });
          epilogue(graph, builder, params, loop, kept, folded);
        });
    return lowered(graph, builder, params, domain, loop.folds().getFirst());
  }

  private static Reduced reduced(
      KernelBuilder builder,
      Params params,
      Values values,
      Domain domain,
      Node fold,
      List<Atom> place) {
    Monoid monoid = ((Op.Reduce) fold.op()).monoid();
    Node operand = fold.operand(0);
    List<Atom> components = new ArrayList<>();
    components.add(values.get(operand));
    if (monoid.isArg()) {
      List<Movement> path = new ArrayList<>();
      path.add(new Movement.Reshape(domain.reduced()));
      path.add(new Movement.Broadcast(domain.all()));
      String position = params.position(Dim.product(domain.reduced()), path, place.size());
      components.add(builder.load(position, new Index.At(place)));
    }
    return new Reduced(monoid, operand.type().dtype(), components);
  }

  /** Sums the products of two factors that are spread over all labels. */
  private static Lowered contraction(Graph graph, Cluster.Loop loop, Op.Contract contract) {
    Node node = loop.folds().getFirst();
    Map<Integer, Dim> sizes = new HashMap<>();
    labelSizes(contract.left(), node.operand(0), sizes);
    labelSizes(contract.right(), node.operand(1), sizes);
    List<Integer> labels = new ArrayList<>(contract.result());
    sizes.keySet().stream()
        .filter(l -> !contract.result().contains(l))
        .sorted()
        .forEach(labels::add);
    List<Dim> shape = labels.stream().map(sizes::get).toList();
    int keptRank = contract.result().size();
    List<Integer> reducedAxes = IntStream.range(keptRank, labels.size()).boxed().toList();
    Domain domain = Domain.of(shape, reducedAxes);
    KernelBuilder builder = new KernelBuilder(keptRank, reducedAxes.size());
    Params params = new Params(builder);
    builder.keptLoops(
        kept -> {
          List<List<Atom>> folded =
              builder.fold(
                  reduced -> {
                    List<Atom> place = new ArrayList<>(kept);
                    place.addAll(reduced);
                    Atom left =
                        factor(
                            builder,
                            params,
                            node.operand(0),
                            contract.left(),
                            labels,
                            shape,
                            place);
                    Atom right =
                        factor(
                            builder,
                            params,
                            node.operand(1),
                            contract.right(),
                            labels,
                            shape,
                            place);
                    DType dtype = node.type().dtype();
                    return List.of(product(builder, dtype, left, right));
                  });
          epilogue(graph, builder, params, loop, kept, folded);
        });
    return lowered(graph, builder, params, domain, node);
  }

  private static void labelSizes(List<Integer> labels, Node node, Map<Integer, Dim> sizes) {
    for (int i = 0; i < labels.size(); i++) {
      sizes.merge(labels.get(i), node.type().dim(i), (a, b) -> a.isConstant() ? a : b);
    }
  }

  private static Reduced product(KernelBuilder builder, DType dtype, Atom left, Atom right) {
    boolean bool = dtype == DType.BOOL;
    Atom value = builder.apply(bool ? Prim.AND : Prim.MUL, left, right);
    return new Reduced(bool ? Monoid.ANY : Monoid.SUM, dtype, List.of(value));
  }

  private static Atom factor(
      KernelBuilder builder,
      Params params,
      Node node,
      List<Integer> own,
      List<Integer> labels,
      List<Dim> shape,
      List<Atom> place) {
    if (own.isEmpty()) {
      return builder.load(params.read(node, List.of(), 0), new Index.At(List.of()));
    }
    List<Integer> axes = own.stream().map(labels::indexOf).toList();
    List<Integer> sorted = axes.stream().sorted().toList();
    List<Movement> path = new ArrayList<>();
    if (!axes.equals(sorted)) {
      path.add(new Movement.Permute(sorted.stream().map(axes::indexOf).toList()));
    }
    path.addAll(Domain.spread(sorted, shape));
    return builder.load(params.read(node, path, place.size()), new Index.At(place));
  }

  private static void epilogue(
      Graph graph,
      KernelBuilder builder,
      Params params,
      Cluster.Loop loop,
      List<Atom> kept,
      List<List<Atom>> folded) {
    Values values = new Values(graph, builder, params, kept, List.of());
    for (int i = 0; i < folded.size(); i++) {
      values.put(loop.folds().get(i), folded.get(i).getLast());
    }
    values.compute(loop.epilogue());
    store(builder, params, values, loop.results(), List.of(), kept);
  }

  private static void store(
      KernelBuilder builder,
      Params params,
      Values values,
      List<Node> nodes,
      List<Movement> path,
      List<Atom> place) {
    for (Node node : nodes) {
      String param = params.write(node, path, place.size());
      builder.store(param, new Index.At(place), values.get(node));
    }
  }

  /** The kernel of a running combination: one element after another. */
  public static Lowered scan(Graph graph, Node node) {
    if (!(node.op() instanceof Op.Scan scan)) {
      throw new CompilerBug("lower", "no scan: " + node);
    }
    Domain domain = Domain.of(node.type().shape(), List.of(scan.axis()));
    DType dtype = node.type().dtype();
    KernelBuilder builder = new KernelBuilder(domain.keptRank(), 1);
    Params params = new Params(builder);
    String from = params.read(node.operand(0), domain.path(), node.type().rank());
    String to = params.write(node, domain.path(), node.type().rank());
    Atom zero = new Atom.Const(dev.weft.compiler.op.Literal.of(dtype, 0L));
    builder.keptLoops(
        kept ->
            builder.loop(
                "r",
                builder.i64(0),
                new Atom.Extent(true, 0),
                1,
                List.of(zero),
                (r, carried) -> {
                  List<Atom> place = new ArrayList<>(kept);
                  place.add(r);
                  Atom x = builder.load(from, new Index.At(place));
                  Atom sum = scan.monoid().combine(builder, dtype, carried, List.of(x)).getFirst();
                  Atom next = builder.select(builder.eq(r, builder.i64(0)), x, sum);
                  builder.store(to, new Index.At(place), next);
                  return List.of(next);
                }));
    return lowered(graph, builder, params, domain, node);
  }

  /** True for a counted loop that carries and captures scalars only, and computes nothing else. */
  public static boolean isScalarLoop(Node node) {
    return ScalarLoop.is(node);
  }

  /** The kernel of a scalar loop. */
  public static Lowered scalarLoop(Graph graph, Node node) {
    KernelBuilder builder = new KernelBuilder(0, 0);
    Params params = new Params(builder);
    ScalarLoop.write(graph, builder, params, node);
    return lowered(graph, builder, params, Domain.of(List.of(), List.of()), node);
  }

  private static Lowered lowered(
      Graph graph, KernelBuilder builder, Params params, Domain domain, Node main) {
    Span span = Params.span(graph, main);
    return new Lowered(
        builder.build("k"), params.operands(), domain.kept(), domain.reduced(), span);
  }
}
