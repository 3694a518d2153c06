// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.elaborate.Value.Num;
import dev.weft.compiler.elaborate.Value.Operand;
import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Dim;
import dev.weft.program.Program.Relation;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Random tensors. An element is a scalar operation of the key and of the element's row-major place,
 * so a random tensor is an expression like any other: it fuses, and a part of it costs that part.
 */
enum Randoms implements Builtin {
  KEY("seed", "the key of a seed, from which random numbers follow", "key"),
  FOLD_IN("key, data", "a new key, made of a key and an integer", "fold_in"),
  SPLIT_KEY("key, num=", "so many new keys, two if not said", "split_key"),
  UNIFORM(
      "key, shape|size=, low|minval=, high|maxval=, dtype=",
      "random numbers evenly spread over [low, high), over [0, 1) if not said",
      "uniform"),
  NORMAL(
      "key, shape|size=, mean|loc=, std|scale=, dtype=",
      "normally distributed random numbers, of mean 0 and deviation 1 if not said",
      "normal"),
  INTEGERS(
      "key, low|minval, high|maxval=, shape|size=, dtype=",
      "random integers from low to below high, or from 0 to below low",
      "integers",
      "randint");

  /** What a counter is used for, so that keys and numbers made of one key are independent. */
  private static final long NUMBERS = 0;

  private static final long KEYS = 1;

  private final Entry entry;

  Randoms(String parameters, String doc, String... names) {
    this.entry = Entry.of(parameters, doc, names);
  }

  @Override
  public Entry entry() {
    return entry;
  }

  @Override
  public Value apply(Call call) {
    call.e().at(call.span());
    return switch (this) {
      case KEY -> Elementwise.convert(call.e(), integer(call, "seed"), DType.I64);
      case FOLD_IN -> drawn(call, ScalarOp.RANDOM_BITS, KEYS, integer(call, "data"));
      case SPLIT_KEY -> {
        Dim count = call.has("num") ? call.size("num") : Dim.of(2);
        yield drawn(call, ScalarOp.RANDOM_BITS, KEYS, index(call, List.of(count), "num"));
      }
      case UNIFORM -> scaled(call, uniform(call), "low", "high");
      case NORMAL -> scaled(call, floats(call, ScalarOp.RANDOM_NORMAL), "mean", "std");
      case INTEGERS -> integers(call);
    };
  }

  /** An argument that must be of integers. */
  private static Operand integer(Call call, String parameter) {
    Operand x = call.tensor(parameter);
    if (x.num().dtype().isInteger()) {
      return x;
    }
    throw call.mistake(
        ErrorCode.E0202,
        x.span(),
        Wording.of(
            "'%s' of %s must be an integer, not %s",
            parameter, call.name(), TypeText.of(x.num().type())));
  }

  private static Operand key(Call call) {
    Operand key = integer(call, "key");
    if (key.num().rank() > 0) {
      throw call.mistake(
              ErrorCode.E0202,
              key.span(),
              call.name() + " takes one key, not " + TypeText.of(key.num().type()))
          .help("take one of them, e.g. keys[0]");
    }
    return key;
  }

  private static Num drawn(Call call, ScalarOp op, long stream, Operand index) {
    Operand which = new Operand(Num.weak(Scalar.of(stream)), call.span());
    return call.e().map(op, call.site(), List.of(key(call), which, index));
  }

  /** The row-major places of a shape's elements. */
  private static Operand index(Call call, List<Dim> sizes, String parameter) {
    GraphBuilder b = call.e().builder();
    for (Dim size : sizes) {
      call.natural(size, call.has(parameter) ? call.given(parameter).span() : call.span());
    }
    Dim count = Dim.product(call.bounded(sizes));
    Node places = b.reshape(sizes, b.iota(call.e().sizes().use(count)));
    return new Operand(Num.of(places), call.span());
  }

  private static Operand index(Call call) {
    return index(call, call.has("shape") ? call.sizes("shape") : List.of(), "shape");
  }

  private static DType floating(Call call) {
    DType dtype = call.dtype("dtype").orElse(DType.F64);
    if (!dtype.isFloat()) {
      throw call.mistake(
              ErrorCode.E0202,
              call.given("dtype").span(),
              call.name() + " gives floats, not " + dtype)
          .help("use integers(key, low, high, shape)");
    }
    return dtype;
  }

  private static Num floats(Call call, ScalarOp op) {
    DType dtype = floating(call);
    Num drawn = drawn(call, op, NUMBERS, index(call));
    return Num.of(call.e().builder().convert(dtype, drawn.node()));
  }

  /** Numbers below 1 in any dtype: for f32 those of f64 without the bits that it cannot hold. */
  private static Num uniform(Call call) {
    DType dtype = floating(call);
    Num drawn = drawn(call, ScalarOp.RANDOM_UNIFORM, NUMBERS, index(call));
    if (dtype == DType.F64) {
      return drawn;
    }
    Num steps = by(call, ScalarOp.MULTIPLY, drawn, 0x1p24);
    Num cut = call.e().map(ScalarOp.FLOOR, call.site(), List.of(operand(call, steps)));
    Num floored = by(call, ScalarOp.MULTIPLY, cut, 0x1p-24);
    return Num.of(call.e().builder().convert(dtype, floored.node()));
  }

  private static Num by(Call call, ScalarOp op, Num x, double factor) {
    Num constant = Num.weak(new Scalar.Real(factor));
    return call.e().map(op, call.site(), List.of(operand(call, x), operand(call, constant)));
  }

  private static Operand operand(Call call, Num num) {
    return new Operand(num, call.span());
  }

  /** Of {@code low} and {@code high}, or {@code mean} and {@code std}: from here, and how far. */
  private static Value scaled(Call call, Num unit, String from, String by) {
    Num result = unit;
    Operand start = call.has(from) ? inDType(call, from, unit.dtype()) : null;
    if (call.has(by)) {
      Operand factor = inDType(call, by, unit.dtype());
      if (start != null && by.equals("high")) {
        factor =
            operand(call, call.e().map(ScalarOp.SUBTRACT, call.site(), List.of(factor, start)));
      }
      result = call.e().map(ScalarOp.MULTIPLY, call.site(), List.of(operand(call, result), factor));
    }
    return start == null
        ? result
        : call.e().map(ScalarOp.ADD, call.site(), List.of(operand(call, result), start));
  }

  private static Operand inDType(Call call, String parameter, DType dtype) {
    Operand x = call.tensor(parameter);
    return new Operand(Elementwise.convert(call.e(), x, dtype), x.span());
  }

  private static Value integers(Call call) {
    boolean one = !call.has("high");
    Operand low = one ? operand(call, Num.weak(Scalar.of(0))) : integer(call, "low");
    Operand high = integer(call, one ? "low" : "high");
    demandOrder(call, low, high);
    Operand range = operand(call, distance(call, low, high));
    Operand index = call.has("shape") ? index(call) : like(call, range);
    Num drawn = call.e().map(ScalarOp.RANDOM_BELOW, call.site(), List.of(key(call), range, index));
    Operand from = operand(call, Elementwise.convert(call.e(), low, DType.I64));
    Num result = call.e().map(ScalarOp.ADD, call.site(), List.of(operand(call, drawn), from));
    DType dtype = call.dtype("dtype").orElse(DType.I64);
    if (!dtype.isInteger()) {
      throw call.mistake(
          ErrorCode.E0202,
          call.given("dtype").span(),
          call.name() + " gives integers, not " + dtype);
    }
    return Num.of(call.e().builder().convert(dtype, result.node()));
  }

  private static Num distance(Call call, Operand low, Operand high) {
    Operand from = operand(call, Elementwise.convert(call.e(), low, DType.I64));
    Operand to = operand(call, Elementwise.convert(call.e(), high, DType.I64));
    return call.e().map(ScalarOp.SUBTRACT, call.site(), List.of(to, from));
  }

  /** The places of a tensor's elements. */
  private static Operand like(Call call, Operand x) {
    return index(call, x.num().type().shape(), "low");
  }

  /** Says no where nothing lies between the bounds: now, when sizes are known, or at the end. */
  private static void demandOrder(Call call, Operand low, Operand high) {
    Dim from = low.num().asDim();
    Dim to = high.num().asDim();
    if (from != null && to != null) {
      String message = call.name() + " from {left} to below {right}: there is none";
      Elaboration e = call.e();
      e.sizes()
          .require(
              Relation.LESS_THAN,
              from,
              to,
              ErrorCode.E0202,
              e.site(high.span()),
              message,
              List.of());
      return;
    }
    if (call.e().region().isBody()) {
      throw call.mistake(
          ErrorCode.E0301,
          call.span(),
          "bounds of integers that a loop computes are not in this version");
    }
    Node ordered = call.e().map(ScalarOp.LESS, call.site(), List.of(low, high)).node();
    List<Integer> axes = IntStream.range(0, ordered.type().rank()).boxed().toList();
    Node all = axes.isEmpty() ? ordered : call.e().builder().reduce(Monoid.ALL, axes, ordered);
    Span place = call.e().site(call.span());
    call.e().outputs().demand(all, "low is below high", place, call.e().region());
  }
}
