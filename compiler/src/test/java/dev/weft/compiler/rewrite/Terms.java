// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Graph;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.scalar.PrimCount;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Small terms: operations on inputs, literals and operations on them, in all dtypes. */
final class Terms {
  /** Complex numbers are split before rules are tried. */
  private static final List<DType> DTYPES =
      Arrays.stream(DType.values()).filter(dtype -> !dtype.isComplex()).toList();

  private static final List<Double> SPECIAL =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          2.0,
          0.5,
          -1.5,
          3.0,
          255.0,
          1e-40,
          -5e-324,
          1.1e-308,
          1e300,
          -3e38,
          0.1,
          9007199254740993.0,
          -9.3e18,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN);

  private static final List<Double> LITERALS = List.of(0.0, -0.0, 1.0, -1.0, 2.0, 0.25, 3.0);

  private static final int COUNT = SPECIAL.size();
  private static final List<Dim> SHAPE = List.of(Dim.of(COUNT * COUNT));

  private final Draft draft = new Draft();
  private final Facts facts =
      new Facts(
          new Graph(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of()));
  private final List<Node> inputs = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final Map<DType, List<Node>> leaves = new EnumMap<>(DType.class);
  private final Map<DType, Set<Node>> pool = new EnumMap<>(DType.class);

  Terms() {
    for (DType dtype : DTYPES) {
      Node x = input(dtype, i -> i / COUNT);
      Node y = input(dtype, i -> i % COUNT);
      leaves.put(dtype, new ArrayList<>(List.of(x, y)));
      for (double literal : LITERALS) {
        leaves.get(dtype).add(draft.broadcast(SHAPE, draft.constant(Literal.of(dtype, literal))));
      }
      pool.put(dtype, new LinkedHashSet<>(leaves.get(dtype)));
    }
    for (DType dtype : DTYPES) {
      List<Node> operands = leaves.get(dtype).subList(0, 2);
      operations(operands, operands).forEach(node -> pool.get(node.type().dtype()).add(node));
    }
  }

  private interface Which {
    int of(int i);
  }

  private Node input(DType dtype, Which which) {
    Object storage = Storage.allocate(dtype, (long) COUNT * COUNT);
    for (int i = 0; i < COUNT * COUNT; i++) {
      Literal value = Literal.of(dtype, SPECIAL.get(which.of(i)));
      switch (dtype) {
        case F64 -> Array.setDouble(storage, i, value.asDouble());
        case F32 -> Array.setFloat(storage, i, (float) value.asDouble());
        case I64 -> Array.setLong(storage, i, value.bits());
        case I32 -> Array.setInt(storage, i, (int) value.bits());
        case U8, I8 -> Array.setByte(storage, i, (byte) value.bits());
        case I16 -> Array.setShort(storage, i, (short) value.bits());
        case U16 -> Array.setChar(storage, i, (char) value.bits());
        case BOOL -> Array.setBoolean(storage, i, value.asBoolean());
        case C64, C128 -> throw new IllegalArgumentException("rules never see " + dtype);
      }
    }
    tensors.add(Tensor.dense(dtype, storage, (long) COUNT * COUNT));
    Op op = new Op.Input("x" + inputs.size());
    Node node = draft.node(op, List.of(), List.of(TensorType.of(dtype, SHAPE)));
    inputs.add(node);
    return node;
  }

  List<Node> inputs() {
    return inputs;
  }

  List<Tensor> tensors() {
    return tensors;
  }

  Match match(Node node) {
    return new Match(node, draft, facts);
  }

  /** Operations on operations and leaves. */
  List<Node> all() {
    List<Node> result = new ArrayList<>();
    for (DType dtype : DTYPES) {
      List<Node> deep = List.copyOf(pool.get(dtype));
      result.addAll(operations(deep, leaves.get(dtype)));
      result.addAll(operations(leaves.get(dtype), deep));
      choices(dtype, result);
      negatives(dtype, result);
    }
    return result;
  }

  /** All operations without faults on these operands, and all conversions. */
  private List<Node> operations(List<Node> left, List<Node> right) {
    List<Node> result = new ArrayList<>();
    DType dtype = left.getFirst().type().dtype();
    for (ScalarOp op : ScalarOp.values()) {
      boolean fits = op.arity() < 3 && op != ScalarOp.COMPLEX;
      if (fits && op.operand(dtype).equals(Optional.of(dtype))) {
        for (Node x : left) {
          if (op.arity() == 1) {
            result.add(draft.map(op, List.of(x)));
          } else {
            right.stream()
                .filter(y -> isSound(op, y))
                .map(y -> List.of(x, y))
                .map(o -> draft.map(op, o))
                .forEach(result::add);
          }
        }
      }
    }
    for (DType to : DTYPES) {
      left.stream().filter(x -> to != dtype).map(x -> draft.convert(to, x)).forEach(result::add);
    }
    return result;
  }

  private static boolean isSound(ScalarOp op, Node exponent) {
    boolean mayFail = PrimCount.mayFail(op, exponent.type().dtype());
    return !mayFail || Match.isLiteral(exponent, literal -> literal.asDouble() >= 0);
  }

  private void choices(DType dtype, List<Node> result) {
    for (Node condition : pool.get(DType.BOOL)) {
      for (Node x : leaves.get(dtype)) {
        for (Node y : leaves.get(dtype)) {
          result.add(draft.map(ScalarOp.WHERE, List.of(condition, x, y)));
        }
      }
    }
  }

  /** Operations of which both operands are negated. */
  private void negatives(DType dtype, List<Node> result) {
    if (ScalarOp.NEGATIVE.operand(dtype).equals(Optional.of(dtype))) {
      List<Node> negated =
          leaves.get(dtype).subList(0, 2).stream()
              .map(x -> draft.map(ScalarOp.NEGATIVE, List.of(x)))
              .toList();
      result.addAll(operations(negated, negated));
    }
  }
}
