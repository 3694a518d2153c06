// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The type of every op, and what its operands must be. Sizes that must agree are compared where
 * both are constant; what only a binding can tell is the guards' business.
 */
public final class TypeRules {

  private TypeRules() {}

  /**
   * The types that the results of an op must have for these operands.
   *
   * @param stated the types where op and operands do not tell: of inputs and dense constants
   */
  static List<TensorType> types(Op op, List<Node> operands, List<TensorType> stated) {
    boolean ofSeveral = op instanceof Op.Project;
    demand(
        operands.stream().allMatch(x -> ofSeveral || x.types().size() == 1),
        "use of several results: ",
        op);
    demand(arityFits(op, operands.size()), op, " of ", operands.size(), " operands");
    List<TensorType> x = operands.stream().map(n -> n.types().getFirst()).toList();
    return switch (op) {
      case Op.Input _ -> stated;
      case Op.Constant constant -> List.of(TensorType.scalar(constant.value().dtype()));
      case Op.Dense dense -> {
        dense(stated.getFirst().dtype(), stated.getFirst().shape(), dense.values());
        yield stated;
      }
      case Op.Iota iota -> List.of(TensorType.of(DType.I64, List.of(iota.size())));
      case Op.Size _ -> List.of(TensorType.scalar(DType.I64));
      case Op.Positions positions ->
          List.of(
              x.size() == 1
                  ? places(positions.symbol(), x.getFirst())
                  : positions(positions.symbol(), x.get(0), x.get(1)));
      case Op.Map map -> List.of(map(map.op(), x));
      case Op.Convert convert -> List.of(convert(convert.to(), x.getFirst()));
      case Op.Reduce reduce -> {
        pairs(reduce.monoid(), x);
        yield List.of(reduce(reduce.monoid(), reduce.axes(), x.getFirst()));
      }
      case Op.Scan scan -> {
        pairs(scan.monoid(), x);
        yield List.of(scan(scan.monoid(), scan.axis(), x.getFirst()));
      }
      case Op.View view -> List.of(view(view.movement(), x.getFirst()));
      case Op.Update update -> {
        update(update.slice(), x.get(0), x.get(1));
        yield List.of(x.get(0).withShape(x.get(0).shape()));
      }
      case Op.Gather gather -> List.of(gather(gather, x.getFirst(), x.subList(1, x.size())));
      case Op.Contract contract -> List.of(contract(contract, x.get(0), x.get(1)));
      case Op.Concat concat -> List.of(concat(concat.axis(), x));
      case Op.For loop -> {
        loop(x.subList(0, loop.carried()), x.subList(loop.carried(), x.size()), loop.body());
        yield x.subList(0, loop.carried()).stream().map(t -> t.withShape(t.shape())).toList();
      }
      case Op.Perform _ -> stated;
      case Op.Project project -> {
        List<TensorType> results = operands.getFirst().types();
        demand(project.result() >= 0 && project.result() < results.size(), op, " of ", results);
        yield List.of(results.get(project.result()));
      }
    };
  }

  private static boolean arityFits(Op op, int operands) {
    return switch (op) {
      case Op.Input _, Op.Constant _, Op.Dense _, Op.Iota _, Op.Size _ -> operands == 0;
      case Op.Convert _, Op.View _, Op.Project _ -> operands == 1;
      case Op.Reduce reduce -> operands == reduce.monoid().operands();
      case Op.Scan scan -> operands == scan.monoid().operands();
      case Op.Update _, Op.Contract _ -> operands == 2;
      case Op.Positions _ -> operands == 1 || operands == 2;
      case Op.Gather gather -> operands == 1 + gather.axes().size() && operands > 1;
      case Op.Map map -> operands == map.op().arity();
      case Op.Concat _, Op.Perform _ -> operands >= 1;
      case Op.For loop -> operands >= loop.carried();
    };
  }

  static void dense(DType dtype, List<Dim> shape, List<Literal> values) {
    Dim size = Dim.product(shape);
    demand(size.is(values.size()), "dense of ", values.size(), " values as ", shape);
    for (Literal value : values) {
      demand(value.dtype() == dtype, "dense ", dtype, " holds ", value);
    }
  }

  static TensorType map(ScalarOp op, List<TensorType> operands) {
    demand(operands.size() == op.arity(), op, " of ", operands.size(), " operands");
    TensorType last = operands.getLast();
    for (int i = 0; i < operands.size(); i++) {
      boolean condition = op == ScalarOp.WHERE && i == 0;
      DType wanted = condition ? DType.BOOL : last.dtype();
      TensorType operand = operands.get(i);
      demand(operand.dtype() == wanted, op, ": operand ", i, " is ", operand);
      demand(fits(operand.shape(), last.shape()), op, " of ", operands);
    }
    demand(
        op.operand(last.dtype()).equals(Optional.of(last.dtype())),
        op,
        " does not compute in ",
        last.dtype());
    return TensorType.of(op.typing().result(last.dtype()), last.shape());
  }

  static TensorType convert(DType to, TensorType x) {
    boolean loses = x.dtype().isComplex() && !to.isComplex() && to != DType.BOOL;
    demand(!loses, "conversion of ", x, " to ", to);
    return x.withDType(to);
  }

  private static void pairs(Monoid monoid, List<TensorType> x) {
    demand(x.stream().allMatch(x.getFirst()::equals), monoid, " of ", x);
    demand(!monoid.isOfPairs() || x.getFirst().dtype().isFloat(), monoid, " of ", x);
  }

  /** Complex numbers have no order. */
  private static boolean hasOrder(Monoid monoid) {
    return switch (monoid) {
      case MIN, MAX, ARGMIN, ARGMAX -> true;
      case SUM, PROD, PROD_RE, PROD_IM, ANY, ALL -> false;
    };
  }

  static TensorType reduce(Monoid monoid, List<Integer> axes, TensorType x) {
    boolean logic = monoid == Monoid.ANY || monoid == Monoid.ALL;
    demand(logic == (x.dtype() == DType.BOOL) || monoid.isArg(), monoid, " of ", x);
    demand(!hasOrder(monoid) || !x.dtype().isComplex(), monoid, " of ", x);
    demand(axes.stream().distinct().sorted().toList().equals(axes), "axes ", axes);
    List<Dim> shape = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!axes.contains(axis)) {
        shape.add(x.dim(axis));
      }
    }
    demand(shape.size() + axes.size() == x.rank(), "axes ", axes, " of ", x);
    return TensorType.of(monoid.isArg() ? DType.I64 : x.dtype(), shape);
  }

  static TensorType scan(Monoid monoid, int axis, TensorType x) {
    demand(!hasOrder(monoid) || !x.dtype().isComplex(), monoid, " of ", x);
    demand(axis >= 0 && axis < x.rank(), "scan along ", axis, " of ", x);
    return x.withShape(x.shape());
  }

  static TensorType view(Movement movement, TensorType x) {
    return switch (movement) {
      case Movement.Reshape reshape -> {
        Dim from = Dim.product(x.shape());
        Dim to = Dim.product(reshape.shape());
        demand(!from.isConstant() || !to.isConstant() || from.equals(to), movement, " of ", x);
        yield x.withShape(reshape.shape());
      }
      case Movement.Permute permute -> {
        List<Integer> all = IntStream.range(0, x.rank()).boxed().toList();
        demand(permute.axes().stream().sorted().toList().equals(all), movement, " of ", x);
        yield x.withShape(permute.axes().stream().map(x::dim).toList());
      }
      case Movement.Broadcast broadcast -> {
        demand(broadcasts(x.shape(), broadcast.shape()), movement, " of ", x);
        yield x.withShape(broadcast.shape());
      }
      case Movement.Slice slice -> {
        demand(
            slice.start().size() == x.rank()
                && slice.size().size() == x.rank()
                && slice.step().size() == x.rank(),
            movement,
            " of ",
            x);
        yield x.withShape(slice.size());
      }
    };
  }

  static boolean isIdentity(Movement movement, TensorType x) {
    return switch (movement) {
      case Movement.Reshape reshape -> reshape.shape().equals(x.shape());
      case Movement.Permute permute ->
          permute.axes().equals(IntStream.range(0, x.rank()).boxed().toList());
      case Movement.Broadcast broadcast -> broadcast.shape().equals(x.shape());
      case Movement.Slice slice ->
          slice.size().equals(x.shape())
              && slice.start().stream().allMatch(start -> start.is(0))
              && slice.step().stream().allMatch(step -> step == 1);
    };
  }

  static void update(Movement.Slice slice, TensorType base, TensorType value) {
    demand(base.dtype() == value.dtype(), "update of ", base, " by ", value);
    demand(fits(view(slice, base).shape(), value.shape()), "update of ", slice, " by ", value);
  }

  static TensorType positions(String symbol, TensorType mask, TensorType count) {
    demand(mask.dtype() == DType.BOOL && mask.rank() == 1, "positions of ", mask);
    return places(symbol, count);
  }

  static TensorType places(String symbol, TensorType count) {
    demand(count.equals(TensorType.scalar(DType.I64)), "positions of ", count);
    return TensorType.of(DType.I64, List.of(Dim.symbol(symbol)));
  }

  static TensorType gather(Op.Gather op, TensorType source, List<TensorType> indices) {
    List<Dim> shape = new ArrayList<>();
    int last = -1;
    for (int axis : op.axes()) {
      demand(axis > last && axis < source.rank(), op, " of ", source);
      last = axis;
    }
    for (int axis = 0; axis < source.rank(); axis++) {
      if (!op.axes().contains(axis)) {
        shape.add(source.dim(axis));
      }
    }
    List<Dim> picked = indices.getFirst().shape();
    for (TensorType index : indices) {
      demand(index.dtype() == DType.I64 && index.shape().equals(picked), op, " by ", indices);
    }
    demand(op.at() >= 0 && op.at() <= shape.size(), op, " of ", source);
    shape.addAll(op.at(), picked);
    return source.withShape(shape);
  }

  static TensorType contract(Op.Contract op, TensorType a, TensorType b) {
    demand(a.dtype() == b.dtype(), op, " of ", a, " and ", b);
    Map<Integer, Dim> sizes = new HashMap<>();
    label(op.left(), a, sizes);
    label(op.right(), b, sizes);
    demand(sizes.keySet().containsAll(op.result()), op, " of ", a, " and ", b);
    return a.withShape(op.result().stream().map(sizes::get).toList());
  }

  private static void label(List<Integer> labels, TensorType type, Map<Integer, Dim> sizes) {
    demand(labels.size() == type.rank(), "labels ", labels, " of ", type);
    demand(new HashSet<>(labels).size() == labels.size(), "labels ", labels);
    for (int i = 0; i < labels.size(); i++) {
      Dim known = sizes.putIfAbsent(labels.get(i), type.dim(i));
      demand(known == null || fits(known, type.dim(i)), "labels ", labels, " of ", type);
    }
  }

  static TensorType concat(int axis, List<TensorType> parts) {
    TensorType first = parts.getFirst();
    Dim length = Dim.ZERO;
    for (TensorType part : parts) {
      demand(part.dtype() == first.dtype() && part.rank() == first.rank(), "concat of ", parts);
      length = length.plus(part.dim(axis));
    }
    List<Dim> shape = new ArrayList<>(first.shape());
    shape.set(axis, length);
    return first.withShape(shape);
  }

  static void loop(List<TensorType> carried, List<TensorType> captures, Graph body) {
    List<TensorType> parameters = new ArrayList<>();
    parameters.add(TensorType.scalar(DType.I64));
    parameters.addAll(carried);
    parameters.addAll(captures);
    demand(parameters.size() == body.inputs().size(), "loop body takes ", body.inputs());
    for (int i = 0; i < parameters.size(); i++) {
      same(parameters.get(i), body.inputs().get(i).type());
    }
    demand(carried.size() == body.outputs().size(), "loop body gives ", body.outputs());
    for (int i = 0; i < carried.size(); i++) {
      same(carried.get(i), body.outputs().get(i).node().type());
    }
  }

  private static void same(TensorType a, TensorType b) {
    demand(a.dtype() == b.dtype() && fits(a.shape(), b.shape()), a, " and ", b, " in a loop");
  }

  /** May be equal; certainly unequal only where both are constant. */
  private static boolean fits(List<Dim> a, List<Dim> b) {
    return a.size() == b.size()
        && IntStream.range(0, a.size()).allMatch(i -> fits(a.get(i), b.get(i)));
  }

  private static boolean fits(Dim a, Dim b) {
    return !a.isConstant() || !b.isConstant() || a.equals(b);
  }

  /** True where shapes may be such that one broadcasts to the other, as guards will have to see. */
  public static boolean broadcasts(List<Dim> from, List<Dim> to) {
    int shift = to.size() - from.size();
    return shift >= 0
        && IntStream.range(0, from.size())
            .allMatch(i -> from.get(i).is(1) || fits(from.get(i), to.get(i + shift)));
  }

  /** The parts of the message are joined where it is needed: this is on the path of every node. */
  private static void demand(boolean condition, Object... what) {
    if (!condition) {
      String rule = Arrays.stream(what).map(String::valueOf).collect(Collectors.joining());
      throw new CompilerBug("graph", "ill-typed " + rule);
    }
  }
}
