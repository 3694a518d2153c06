// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.PrimTyping;
import dev.weft.compiler.op.Routine;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Naive kernels at random: maps and folds of any dtypes with checks and several outputs. */
public final class RandomKernels {
  private static final DType[] NUMBERS = {DType.F64, DType.F32, DType.I64, DType.I32};
  private static final Prim[] PRIMS = Prim.values();

  private final RandomGenerator random;
  private final int keptRank;
  private final int reducedRank;
  private final KernelBuilder builder;
  private int params;
  private Map<DType, List<Atom>> values = new EnumMap<>(DType.class);
  private List<Atom> kept = List.of();
  private List<Atom> full = List.of();

  private RandomKernels(RandomGenerator random, int keptRank, int reducedRank) {
    this.random = random;
    this.keptRank = keptRank;
    this.reducedRank = reducedRank;
    this.builder = new KernelBuilder(keptRank, reducedRank);
  }

  /** A kernel of about {@code ops} operations per element. */
  public static Kernel of(long seed, int ops) {
    RandomGenerator random = new SplittableRandom(seed);
    return random.nextBoolean() ? map(random, ops) : fold(random, ops);
  }

  private static Kernel map(RandomGenerator random, int ops) {
    RandomKernels made = new RandomKernels(random, random.nextInt(4), 0);
    made.builder.keptLoops(
        vars -> {
          made.kept = vars;
          made.element(ops);
          made.outputs(vars, 1 + random.nextInt(3));
        });
    return made.builder.build("map");
  }

  private static Kernel fold(RandomGenerator random, int ops) {
    RandomKernels made = new RandomKernels(random, random.nextInt(3), 1 + random.nextInt(2));
    made.builder.keptLoops(
        vars -> {
          made.kept = vars;
          made.foldAndFinish(ops);
        });
    return made.builder.build("fold");
  }

  private void foldAndFinish(int ops) {
    Map<DType, List<Atom>> outside = values;
    List<List<Atom>> results =
        builder.fold(
            vars -> {
              full = new ArrayList<>(kept);
              full.addAll(vars);
              values = copy(outside);
              element(ops);
              if (random.nextInt(3) == 0) {
                outputs(full, 1);
              }
              List<KernelBuilder.Reduced> reduced = new ArrayList<>();
              for (int i = 1 + random.nextInt(2); i > 0; i--) {
                reduced.add(reduced());
              }
              return reduced;
            });
    full = List.of();
    values = copy(outside);
    results.forEach(components -> components.forEach(this::offer));
    if (random.nextBoolean()) {
      element(random.nextInt(8));
    }
    for (Atom result : results.stream().map(List::getFirst).toList()) {
      output(kept, result);
    }
    outputs(kept, 1);
  }

  private static Map<DType, List<Atom>> copy(Map<DType, List<Atom>> values) {
    Map<DType, List<Atom>> copy = new EnumMap<>(DType.class);
    values.forEach((dtype, atoms) -> copy.put(dtype, new ArrayList<>(atoms)));
    return copy;
  }

  private KernelBuilder.Reduced reduced() {
    Monoid monoid = Monoid.values()[random.nextInt(Monoid.values().length)];
    if (monoid == Monoid.ANY || monoid == Monoid.ALL) {
      return new KernelBuilder.Reduced(monoid, DType.BOOL, List.of(value(DType.BOOL)));
    }
    DType dtype = NUMBERS[random.nextInt(NUMBERS.length)];
    Atom value = random.nextBoolean() ? sumOfAll(dtype) : value(dtype);
    List<Atom> components =
        monoid.isOfPairs()
            ? Monoid.factor(builder, dtype, value, value(dtype))
            : monoid.isArg() ? List.of(value, value(DType.I64)) : List.of(value);
    return new KernelBuilder.Reduced(monoid, dtype, components);
  }

  private void element(int ops) {
    for (int i = 0; i < ops; i++) {
      int choice = random.nextInt(20);
      if (choice < 3) {
        load(anyDType());
      } else if (choice == 3 && random.nextInt(4) == 0) {
        builder.at(i, i + 1);
        builder.require(Fault.ASSERTION, value(DType.BOOL));
      } else if (choice == 4) {
        DType to = anyDType();
        offer(builder.convert(to, value(anyDType())));
      } else if (choice == 5) {
        gather();
      } else if (choice == 6 && random.nextInt(3) == 0) {
        call(random.nextBoolean() ? DType.F64 : DType.F32);
      } else {
        operation();
      }
    }
  }

  private DType anyDType() {
    DType dtype = DType.values()[random.nextInt(DType.values().length)];
    return dtype.part(); // complex numbers are split before there are kernels
  }

  /** A load of a new parameter, of the whole domain, of the kept axes, or a scalar. */
  private Atom load(DType dtype) {
    List<Atom> index = full.isEmpty() ? kept : full;
    if (random.nextInt(4) == 0) {
      index = List.of();
    }
    String name = "p" + params++;
    builder.param(name, dtype, index.size(), Kernel.Mode.IN);
    Atom value = builder.load(name, new Index.At(index));
    offer(value);
    return value;
  }

  /** A load at a computed index, guarded or made safe by a mask; such tensors have 8 elements. */
  private void gather() {
    String name = "w" + params++;
    DType dtype = anyDType();
    builder.param(name, dtype, 1, Kernel.Mode.WHOLE);
    Atom position = value(DType.I64);
    boolean guarded = random.nextBoolean();
    List<Atom> axes =
        List.of(guarded ? position : builder.apply(Prim.AND, position, builder.i64(7)));
    offer(builder.load(name, guarded ? new Index.Guarded(axes) : new Index.At(axes)));
  }

  private void call(DType dtype) {
    String name = random.nextBoolean() ? "sin" : "cos";
    offer(builder.call(Routine.of(name, dtype, dtype), List.of(value(dtype))));
  }

  private void operation() {
    Prim prim = PRIMS[random.nextInt(PRIMS.length)];
    DType dtype = anyDType();
    List<Atom> operands = new ArrayList<>();
    List<DType> dtypes = new ArrayList<>();
    for (int i = 0; i < prim.arity(); i++) {
      dtypes.add(prim == Prim.SELECT && i == 0 ? DType.BOOL : dtype);
    }
    DType result = prim.isComparison() ? DType.BOOL : dtype;
    if (prim == Prim.CONVERT
        || prim == Prim.BITCAST
        || PrimTyping.complaint(prim, result, dtypes).isPresent()) {
      return;
    }
    dtypes.forEach(d -> operands.add(value(d)));
    if (prim == Prim.SHL || prim == Prim.SHR || prim == Prim.USHR) {
      Atom mask = dtype == DType.I32 ? builder.i32(31) : builder.i64(63);
      operands.set(1, builder.apply(Prim.AND, operands.get(1), mask));
    }
    offer(
        switch (prim.arity()) {
          case 1 -> builder.apply(prim, operands.get(0));
          case 2 -> builder.apply(prim, operands.get(0), operands.get(1));
          default -> builder.apply(prim, operands.get(0), operands.get(1), operands.get(2));
        });
  }

  private void offer(Atom value) {
    values.computeIfAbsent(value.dtype(), dtype -> new ArrayList<>()).add(value);
  }

  /** A value at hand, rather a late one; a constant or a load now and then. */
  private Atom value(DType dtype) {
    List<Atom> known = values.getOrDefault(dtype, List.of());
    if (random.nextInt(12) == 0 && !dtype.isSmall()) {
      return constant(dtype);
    }
    if (known.isEmpty() || random.nextInt(8) == 0) {
      return load(dtype);
    }
    int back = Math.min(random.nextInt(known.size()), random.nextInt(known.size()));
    return known.get(known.size() - 1 - back);
  }

  private Atom constant(DType dtype) {
    double[] odd = {0.0, -0.0, 1.0, -1.5, Double.NaN, Double.POSITIVE_INFINITY, 1e-310, 1e30};
    double value = random.nextBoolean() ? odd[random.nextInt(odd.length)] : random.nextGaussian();
    return switch (dtype) {
      case F64 -> builder.f64(value);
      case F32 -> builder.f32((float) value);
      case I64 -> builder.i64(random.nextBoolean() ? random.nextLong() : random.nextInt(9) - 4);
      case I32 -> builder.i32(random.nextBoolean() ? random.nextInt() : random.nextInt(9) - 4);
      case BOOL -> builder.bool(random.nextBoolean());
      case U8, I8, U16, I16 -> builder.convert(dtype, builder.i32(random.nextInt(70_000)));
      case C64, C128 -> throw new IllegalArgumentException(dtype + " in a kernel");
    };
  }

  private void outputs(List<Atom> index, int count) {
    for (int i = 0; i < count; i++) {
      DType dtype = anyDType();
      output(index, random.nextInt(3) == 0 ? sumOfAll(dtype) : value(dtype));
    }
  }

  /** A value that all values at hand go into, so that they all live. */
  private Atom sumOfAll(DType dtype) {
    Prim prim = dtype == DType.BOOL ? Prim.XOR : Prim.ADD;
    Atom sum = value(dtype);
    if (!dtype.isSmall()) {
      for (Atom atom : List.copyOf(values.getOrDefault(dtype, List.of()))) {
        sum = builder.apply(prim, sum, atom);
      }
    }
    return sum;
  }

  private void output(List<Atom> index, Atom value) {
    String name = "y" + params++;
    builder.param(name, value.dtype(), index.size(), Kernel.Mode.OUT);
    builder.store(name, new Index.At(index), value);
  }
}
