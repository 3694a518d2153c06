// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.program.Dim;
import java.util.ArrayList;
import java.util.List;

/** Counted loops over scalars: a recurrence inside one kernel. */
final class ScalarLoop {

  private ScalarLoop() {}

  static boolean is(Node node) {
    return node.op() instanceof Op.For loop
        && node.operands().stream().allMatch(x -> x.type().rank() == 0)
        && loop.body().assertions().isEmpty()
        && loop.body().nodes().stream().allMatch(ScalarLoop::isScalar);
  }

  private static boolean isScalar(Node node) {
    return node.types().stream().allMatch(type -> type.rank() == 0)
        && switch (node.op()) {
          case Op.Input _, Op.Constant _, Op.Size _, Op.Map _, Op.Convert _, Op.Project _ -> true;
          case Op.For _ -> is(node);
          case Op.Dense _,
              Op.Iota _,
              Op.Reduce _,
              Op.Positions _,
              Op.Scan _,
              Op.View _,
              Op.Update _,
              Op.Gather _,
              Op.Contract _,
              Op.Concat _,
              Op.Perform _ ->
              false;
        };
  }

  static void write(Graph graph, KernelBuilder builder, Params params, Node node) {
    Values outer = new Values(graph, builder, params, List.of(), List.of());
    List<Atom> results = loop(builder, params, node, outer);
    for (Node user : graph.nodes()) {
      if (user.op() instanceof Op.Project project && user.operand(0) == node) {
        String param = params.write(user, List.of(), 0);
        builder.store(param, new Index.At(List.of()), results.get(project.result()));
      }
    }
  }

  private static List<Atom> loop(KernelBuilder builder, Params params, Node node, Values outer) {
    if (!(node.op() instanceof Op.For loop)) {
      throw new CompilerBug("lower", "no loop: " + node);
    }
    List<Atom> operands = node.operands().stream().map(outer::get).toList();
    Atom first = size(builder, params, loop.first());
    Atom count = size(builder, params, loop.count());
    return builder.loop(
        "t",
        builder.i64(0),
        count,
        1,
        operands.subList(0, loop.carried()),
        (t, carried) -> {
          Atom index = builder.add(first, builder.mul(t, builder.i64(loop.step())));
          List<Atom> arguments = new ArrayList<>();
          arguments.add(index);
          arguments.addAll(carried);
          arguments.addAll(operands.subList(loop.carried(), operands.size()));
          return body(builder, params, loop.body(), arguments);
        });
  }

  private static List<Atom> body(
      KernelBuilder builder, Params params, Graph body, List<Atom> arguments) {
    Values values = new Values(body, builder, params, List.of(), List.of());
    for (int i = 0; i < arguments.size(); i++) {
      values.put(body.inputs().get(i), arguments.get(i));
    }
    for (Node node : body.nodes()) {
      switch (node.op()) {
        case Op.Input _ -> {}
        case Op.Size size -> values.put(node, size(builder, params, size.size()));
        case Op.For _ -> nested(builder, params, body, node, values);
        case Op.Project _ -> {}
        default -> values.compute(List.of(node));
      }
    }
    return body.outputs().stream().map(output -> values.get(output.node())).toList();
  }

  private static void nested(
      KernelBuilder builder, Params params, Graph body, Node node, Values values) {
    List<Atom> results = loop(builder, params, node, values);
    for (Node user : body.nodes()) {
      if (user.op() instanceof Op.Project project && user.operand(0) == node) {
        values.put(user, results.get(project.result()));
      }
    }
  }

  private static Atom size(KernelBuilder builder, Params params, Dim dim) {
    return dim.isConstant()
        ? builder.i64(dim.constant())
        : builder.load(params.size(dim), new Index.At(List.of()));
  }
}
