// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.graph.GraphInterpreter.Functions;
import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.procedure.ProcedureFault;
import dev.weft.program.Movement;
import dev.weft.program.Procedure;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The meaning of one node for given operands. */
final class NodeInterpreter {
  private final GraphInterpreter interpreter;
  private final Graph graph;
  private final Sizes sizes;
  private final Node node;
  private final ScalarEvaluator evaluator;
  private final ElementInterpreter elements;

  /** The element being computed, for messages. */
  private long[] place = {};

  NodeInterpreter(GraphInterpreter interpreter, Graph graph, Sizes sizes, Node node) {
    this.interpreter = interpreter;
    this.graph = graph;
    this.sizes = sizes;
    this.node = node;
    this.evaluator =
        new ScalarEvaluator(
            fault -> {
              throw interpreter.fault(graph, node, fault, place);
            });
    boolean independent = interpreter.functions() == Functions.REFERENCE;
    this.elements = new ElementInterpreter(evaluator, independent);
  }

  /**
   * @param operands per operand its results
   */
  List<Cells> run(List<List<Cells>> operands) {
    if (node.op() instanceof Op.Project project) {
      return List.of(operands.getFirst().get(project.result()));
    }
    List<Cells> x = operands.stream().map(List::getFirst).toList();
    return switch (node.op()) {
      case Op.For loop -> loop(loop, x);
      case Op.Perform perform -> perform(perform.procedure(), x);
      default -> List.of(single(x));
    };
  }

  private Cells single(List<Cells> x) {
    return switch (node.op()) {
      case Op.Constant constant -> Cells.scalar(constant.value());
      case Op.Dense dense -> fill(i -> dense.values().get(Cells.position(i, shape())));
      case Op.Iota _ -> fill(i -> Literal.of(i[0]));
      case Op.Size size -> Cells.scalar(Literal.of(sizes.value(size.size())));
      case Op.Positions positions -> positions(positions.symbol(), x);
      case Op.Map map ->
          fill(i -> elements.map(map.op(), x.stream().map(cells -> cells.get(i)).toList()));
      case Op.Convert to -> fill(i -> elements.convert(to.to(), x.getFirst().get(i)));
      case Op.Reduce reduce -> reduce(reduce, x);
      case Op.Scan scan -> scan(scan, x);
      case Op.View view -> view(view.movement(), x.getFirst());
      case Op.Update update -> update(update.slice(), x.get(0), x.get(1));
      case Op.Gather gather -> gather(gather, x.getFirst(), x.subList(1, x.size()));
      case Op.Contract contract ->
          dtype().isComplex()
              ? complexContract(contract, x.get(0), x.get(1))
              : contract(contract, dtype(), x.get(0), x.get(1));
      case Op.Concat concat -> concat(concat.axis(), x);
      case Op.Input _, Op.For _, Op.Perform _, Op.Project _ ->
          throw new IllegalStateException(node.toString());
    };
  }

  /** An element of the result from its index. */
  private interface Element {
    Literal at(long[] index);
  }

  private Cells fill(Element element) {
    return Cells.fill(
        dtype(),
        shape(),
        index -> {
          place = index;
          return element.at(index);
        });
  }

  private Cells positions(String symbol, List<Cells> x) {
    interpreter.bind(sizes, symbol, x.getLast().item().asLong());
    return x.size() == 1 ? fill(i -> Literal.of(i[0])) : places(x.getFirst());
  }

  private Cells places(Cells mask) {
    List<Literal> places = new ArrayList<>();
    for (long i = 0; i < mask.shape()[0]; i++) {
      if (mask.get(new long[] {i}).asBoolean()) {
        places.add(Literal.of(i));
      }
    }
    return fill(i -> places.get((int) i[0]));
  }

  private DType dtype() {
    return node.type().dtype();
  }

  private long[] shape() {
    return sizes.values(node.type().shape());
  }

  /** What is folded, part by part or as numbers. */
  private Fold fold(Monoid monoid, DType dtype) {
    return dtype.isComplex()
        ? new Fold.OfComplex(evaluator, monoid, dtype.part())
        : new Fold.OfReals(evaluator, monoid, dtype);
  }

  private Cells reduce(Op.Reduce reduce, List<Cells> x) {
    Fold fold = fold(reduce.monoid(), x.getFirst().dtype());
    List<Integer> axes = reduce.axes();
    long[] reduced = axes.stream().mapToLong(axis -> x.getFirst().shape()[axis]).toArray();
    return fill(
        kept ->
            fold.all(
                Cells.size(reduced),
                position -> {
                  long[] index = merged(axes, Cells.index(position, reduced), kept);
                  return x.stream().map(cells -> cells.get(index)).toList();
                }));
  }

  /** The index that has {@code inside} at the given axes (ascending) and {@code outside} else. */
  private static long[] merged(List<Integer> axes, long[] inside, long[] outside) {
    long[] index = new long[inside.length + outside.length];
    int in = 0;
    int out = 0;
    for (int axis = 0; axis < index.length; axis++) {
      index[axis] = axes.contains(axis) ? inside[in++] : outside[out++];
    }
    return index;
  }

  private Cells scan(Op.Scan scan, List<Cells> x) {
    Fold fold = fold(scan.monoid(), x.getFirst().dtype());
    return fill(
        index ->
            fold.running(
                (int) index[scan.axis()],
                position -> {
                  long[] at = index.clone();
                  at[scan.axis()] = position;
                  return x.stream().map(cells -> cells.get(at)).toList();
                }));
  }

  private Cells view(Movement movement, Cells x) {
    return switch (movement) {
      case Movement.Reshape _ -> x.reshaped(shape());
      case Movement.Permute permute ->
          fill(
              index -> {
                long[] from = new long[index.length];
                for (int i = 0; i < index.length; i++) {
                  from[permute.axes().get(i)] = index[i];
                }
                return x.get(from);
              });
      case Movement.Broadcast _ ->
          fill(
              index -> {
                long[] from = new long[x.rank()];
                for (int i = 0; i < from.length; i++) {
                  from[i] = x.shape()[i] == 1 ? 0 : index[index.length - from.length + i];
                }
                return x.get(from);
              });
      case Movement.Slice slice -> fill(index -> x.get(inside(slice, index)));
    };
  }

  /** Where the element of a slice lies in what is sliced. */
  private long[] inside(Movement.Slice slice, long[] index) {
    return IntStream.range(0, index.length)
        .mapToLong(i -> sizes.value(slice.start().get(i)) + index[i] * slice.step().get(i))
        .toArray();
  }

  private Cells update(Movement.Slice slice, Cells base, Cells value) {
    Cells result = base.copy();
    for (int i = 0; i < value.bits().length; i++) {
      long[] into = inside(slice, Cells.index(i, value.shape()));
      result.set(Cells.position(into, base.shape()), value.get(i));
    }
    return result;
  }

  private Cells gather(Op.Gather gather, Cells source, List<Cells> indices) {
    int picked = indices.getFirst().rank();
    return fill(
        index -> {
          long[] which = Arrays.copyOfRange(index, gather.at(), gather.at() + picked);
          long[] from = new long[source.rank()];
          int rest = 0;
          for (int i = 0; i < from.length; i++) {
            int k = gather.axes().indexOf(i);
            if (k >= 0) {
              from[i] = checked(indices.get(k).get(which).bits(), source.shape()[i], index);
            } else {
              from[i] = index[rest < gather.at() ? rest : rest + picked];
              rest++;
            }
          }
          return source.get(from);
        });
  }

  private long checked(long given, long size, long[] index) {
    if (given < -size || given >= size) {
      throw interpreter.fault(graph, node, Fault.INDEX_OUT_OF_RANGE, index);
    }
    return given < 0 ? given + size : given;
  }

  /** The sums of the four products of parts, apart. */
  private Cells complexContract(Op.Contract contract, Cells a, Cells b) {
    DType part = dtype().part();
    Cells rr = contract(contract, part, a.part(0), b.part(0));
    Cells ii = contract(contract, part, a.part(1), b.part(1));
    Cells ri = contract(contract, part, a.part(0), b.part(1));
    Cells ir = contract(contract, part, a.part(1), b.part(0));
    return Cells.complex(combined(ScalarOp.SUBTRACT, rr, ii), combined(ScalarOp.ADD, ri, ir));
  }

  private Cells combined(ScalarOp op, Cells a, Cells b) {
    return Cells.fill(
        a.dtype(), a.shape(), index -> elements.real(op, List.of(a.get(index), b.get(index))));
  }

  private Cells contract(Op.Contract contract, DType dtype, Cells a, Cells b) {
    TreeMap<Integer, Long> summed = new TreeMap<>();
    IntStream.range(0, a.rank()).forEach(i -> summed.put(contract.left().get(i), a.shape()[i]));
    IntStream.range(0, b.rank()).forEach(i -> summed.put(contract.right().get(i), b.shape()[i]));
    contract.result().forEach(summed::remove);
    long[] extents = summed.values().stream().mapToLong(Long::longValue).toArray();
    List<Integer> labels = new ArrayList<>(contract.result());
    labels.addAll(summed.keySet());
    boolean bool = dtype == DType.BOOL;
    Fold fold = fold(bool ? Monoid.ANY : Monoid.SUM, dtype);
    return Cells.fill(
        dtype,
        shape(),
        kept ->
            fold.all(
                Cells.size(extents),
                position -> {
                  long[] all = concat(kept, Cells.index(position, extents));
                  Literal left = a.get(pick(labels, all, contract.left()));
                  Literal right = b.get(pick(labels, all, contract.right()));
                  return List.of(evaluator.apply(bool ? Prim.AND : Prim.MUL, left, right));
                }));
  }

  private static long[] concat(long[] first, long[] second) {
    return IntStream.range(0, first.length + second.length)
        .mapToLong(i -> i < first.length ? first[i] : second[i - first.length])
        .toArray();
  }

  private static long[] pick(List<Integer> labels, long[] index, List<Integer> wanted) {
    return wanted.stream().mapToLong(label -> index[labels.indexOf(label)]).toArray();
  }

  private Cells concat(int axis, List<Cells> parts) {
    return fill(
        index -> {
          long[] at = index.clone();
          int part = 0;
          while (at[axis] >= parts.get(part).shape()[axis]) {
            at[axis] -= parts.get(part).shape()[axis];
            part++;
          }
          return parts.get(part).get(at);
        });
  }

  private List<Cells> perform(Procedure procedure, List<Cells> x) {
    List<long[]> shapes = node.types().stream().map(t -> sizes.values(t.shape())).toList();
    try {
      return new ProcedureInterpreter(procedure, node.types(), shapes, evaluator).run(x);
    } catch (ProcedureFault fault) {
      throw interpreter.failed(graph, node, fault.diagnostic());
    }
  }

  private List<Cells> loop(Op.For loop, List<Cells> operands) {
    long first = sizes.value(loop.first());
    long count = sizes.value(loop.count());
    List<Cells> carried = operands.subList(0, loop.carried());
    List<Cells> captures = operands.subList(loop.carried(), operands.size());
    for (long t = 0; t < count; t++) {
      List<Cells> arguments = new ArrayList<>();
      arguments.add(Cells.scalar(Literal.of(first + t * loop.step())));
      arguments.addAll(carried);
      arguments.addAll(captures);
      carried = interpreter.run(loop.body(), sizes, arguments);
    }
    return carried;
  }
}
