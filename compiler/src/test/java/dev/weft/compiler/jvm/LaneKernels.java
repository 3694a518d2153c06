// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.PrimTyping;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Naive kernels at random that have nothing but what vectors can do. */
final class LaneKernels {
  private static final DType[] DTYPES = {
    DType.F64, DType.F32, DType.I64, DType.I32, DType.BOOL, DType.F64
  };

  private final Random random;
  private final KernelBuilder builder;
  private final List<DType> dtypes;
  private List<Atom> values = new ArrayList<>();
  private List<Atom> index = List.of();
  private int params;

  private LaneKernels(Random random, KernelBuilder builder) {
    this.random = random;
    this.builder = builder;
    this.dtypes = new ArrayList<>(List.of(DTYPES).subList(0, 1 + random.nextInt(DTYPES.length)));
  }

  /** A kernel of about {@code ops} operations per element over one kept and one reduced axis. */
  static Kernel fold(long seed, int ops) {
    Random random = new Random(seed);
    KernelBuilder builder = new KernelBuilder(1, 1);
    LaneKernels made = new LaneKernels(random, builder);
    builder.keptLoops(
        kept -> {
          made.scalars();
          List<Atom> outside = made.values;
          List<List<Atom>> results = builder.fold(reduced -> made.folded(kept, reduced, ops));
          made.values = new ArrayList<>(outside);
          made.index = kept;
          results.forEach(made.values::addAll);
          results.forEach(result -> made.output(result.getLast()));
          made.operations(random.nextInt(6));
          made.output(made.values.getLast());
        });
    return builder.build("fold");
  }

  /** A kernel of about {@code ops} operations per element over one axis. */
  static Kernel map(long seed, int ops) {
    Random random = new Random(seed);
    KernelBuilder builder = new KernelBuilder(1, 0);
    LaneKernels made = new LaneKernels(random, builder);
    builder.keptLoops(
        kept -> {
          made.scalars();
          made.index = kept;
          made.operations(ops);
          made.output(made.values.getLast());
          made.output(made.values.get(random.nextInt(made.values.size())));
        });
    return builder.build("map");
  }

  private List<KernelBuilder.Reduced> folded(List<Atom> kept, List<Atom> reduced, int ops) {
    index = new ArrayList<>(kept);
    index.addAll(reduced);
    values = new ArrayList<>(values);
    operations(ops);
    if (random.nextInt(4) == 0) {
      output(values.getLast());
    }
    List<KernelBuilder.Reduced> all = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      Monoid monoid = Monoid.values()[random.nextInt(Monoid.values().length)];
      boolean logic = monoid == Monoid.ANY || monoid == Monoid.ALL;
      DType dtype = logic ? DType.BOOL : number();
      List<Atom> components =
          monoid.isOfPairs()
              ? Monoid.factor(builder, dtype, value(dtype), value(dtype))
              : monoid.isArg() ? List.of(value(dtype), value(DType.I64)) : List.of(value(dtype));
      all.add(new KernelBuilder.Reduced(monoid, dtype, components));
    }
    return all;
  }

  private void scalars() {
    for (int i = random.nextInt(3); i > 0; i--) {
      DType dtype = dtype();
      Atom scalar = load(dtype, List.of());
      values.add(scalar);
    }
  }

  private DType dtype() {
    return dtypes.get(random.nextInt(dtypes.size()));
  }

  private DType number() {
    DType dtype = dtype();
    return dtype == DType.BOOL ? DType.F64 : dtype;
  }

  private Atom load(DType dtype, List<Atom> at) {
    String name = "p" + params++;
    builder.param(name, dtype, at.size(), Kernel.Mode.IN);
    return builder.load(name, new Index.At(at));
  }

  private void output(Atom value) {
    String name = "y" + params++;
    builder.param(name, value.dtype(), index.size(), Kernel.Mode.OUT);
    builder.store(name, new Index.At(index), value);
  }

  private Atom value(DType dtype) {
    List<Atom> known = values.stream().filter(value -> value.dtype() == dtype).toList();
    if (known.isEmpty() || random.nextInt(9) == 0) {
      Atom loaded = load(dtype, index);
      values.add(loaded);
      return loaded;
    }
    if (random.nextInt(10) == 0) {
      return constant(dtype);
    }
    return known.get(known.size() - 1 - random.nextInt(Math.min(6, known.size())));
  }

  private Atom constant(DType dtype) {
    return switch (dtype) {
      case F64 -> builder.f64(random.nextInt(9) / 2.0 - 2);
      case F32 -> builder.f32(random.nextInt(9) / 2.0f - 2);
      case I64 -> builder.i64(random.nextInt(9) - 4);
      default -> dtype == DType.BOOL ? builder.bool(true) : builder.i32(random.nextInt(9) - 4);
    };
  }

  private void operations(int ops) {
    while (ops > 0) {
      Prim prim = Prim.values()[random.nextInt(Prim.values().length)];
      DType dtype = dtype();
      List<DType> operands = new ArrayList<>();
      for (int i = 0; i < prim.arity(); i++) {
        operands.add(prim == Prim.SELECT && i == 0 ? DType.BOOL : dtype);
      }
      DType result = prim.isComparison() ? DType.BOOL : prim == Prim.CONVERT ? dtype() : dtype;
      if (prim != Prim.BITCAST && PrimTyping.complaint(prim, result, operands).isEmpty()) {
        values.add(operation(prim, result, operands.stream().map(this::value).toList()));
        ops--;
      }
    }
  }

  private Atom operation(Prim prim, DType result, List<Atom> operands) {
    Atom first = operands.get(0);
    return switch (prim) {
      case CONVERT -> builder.convert(result, first);
      case SHL, SHR, USHR -> {
        Atom most = first.dtype() == DType.I64 ? builder.i64(63) : builder.i32(31);
        yield builder.apply(prim, first, builder.apply(Prim.AND, operands.get(1), most));
      }
      default ->
          switch (operands.size()) {
            case 1 -> builder.apply(prim, first);
            case 2 -> builder.apply(prim, first, operands.get(1));
            default -> builder.apply(prim, first, operands.get(1), operands.get(2));
          };
    };
  }
}
