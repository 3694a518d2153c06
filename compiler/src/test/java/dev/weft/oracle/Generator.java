// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.oracle.Given.Arrangement;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Programs at random, well typed by construction: a term is made for a wanted dtype and shape, from
 * the top down.
 */
final class Generator {
  private static final DType[] DTYPES = {
    DType.F64,
    DType.F64,
    DType.F64,
    DType.F32,
    DType.F32,
    DType.I64,
    DType.I64,
    DType.I32,
    DType.BOOL,
    DType.C128,
    DType.C64,
    DType.U8,
    DType.I16,
    DType.I8,
    DType.U16
  };
  private static final long[] SIZES = {0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 16, 17, 33, 64, 100};
  private static final int MOST_INPUTS = 9;

  final Random random;
  private final long mostElements;
  private final List<Given> givens = new ArrayList<>();
  private final List<Term> names = new ArrayList<>();
  private final Pointwise pointwise = new Pointwise(this);
  private final Shaping shaping = new Shaping(this);
  private final Folds folds = new Folds(this);

  private Generator(long seed) {
    this.random = new Random(seed);
    this.mostElements = chance(70) ? 150 : chance(85) ? 800 : 2500;
  }

  static Sample sample(long seed) {
    return new Generator(seed * 0x9e3779b97f4a7c15L + 1).sample();
  }

  private Sample sample() {
    boolean script = chance(40);
    int depth = 1 + random.nextInt(5);
    List<Term> lines = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      lines.add(line(script, depth));
    }
    List<Term> outputs = new ArrayList<>();
    for (int i = chance(30) ? 2 + random.nextInt(2) : 1; i > 0; i--) {
      outputs.add(term(dtype(), shape(), depth));
    }
    return new Sample(script, givens, lines, outputs);
  }

  private Term line(boolean script, int depth) {
    Term target = names.isEmpty() ? null : pick(names);
    int kind = script && target != null ? random.nextInt(4) : 0;
    return switch (kind) {
      case 1 -> shaping.update(target, depth - 1);
      case 2 -> {
        String count = pick(List.of("0:3", "0:1", "2:2", "0:7:2"));
        String cast = target.dtype().shortName();
        yield named(
            "for i in " + count + " { " + target.format() + " = " + cast + "(%s) }",
            target,
            term(target.dtype(), target.shape(), Math.min(depth, 3)));
      }
      default -> {
        Term value = term(dtype(), shape(), depth);
        Term name = Term.leaf("t" + names.size(), value.dtype(), value.shape());
        names.add(name);
        yield named(name.format() + " = %s", name, value);
      }
    };
  }

  private static Term named(String format, Term name, Term value) {
    return new Term(format, name.dtype(), name.shape(), List.of(value));
  }

  Term term(DType dtype, List<Long> shape, int depth) {
    if (depth <= 0 || chance(8)) {
      return leaf(dtype, shape);
    }
    int kind = random.nextInt(100);
    return kind < 50
        ? pointwise.term(dtype, shape, depth - 1)
        : kind < 78 ? shaping.term(dtype, shape, depth - 1) : folds.term(dtype, shape, depth - 1);
  }

  /** An input, a name, or a constant. */
  Term leaf(DType dtype, List<Long> shape) {
    List<Term> known = new ArrayList<>();
    names.stream().filter(t -> is(t, dtype, shape)).forEach(known::add);
    givens.stream()
        .filter(g -> !g.weak() && g.dtype() == dtype && g.shape().equals(shape))
        .forEach(g -> known.add(Term.leaf(g.name(), dtype, shape)));
    if (!known.isEmpty() && chance(70)) {
      return pick(known);
    }
    if (givens.size() >= MOST_INPUTS || chance(7)) {
      return Term.leaf("", dtype, shape).trivial();
    }
    Arrangement[] all = Arrangement.values();
    Arrangement arrangement = chance(50) ? Arrangement.DENSE : all[random.nextInt(all.length)];
    return Term.leaf(given(dtype, shape, arrangement, false), dtype, shape);
  }

  private String given(DType dtype, List<Long> shape, Arrangement arrangement, boolean weak) {
    String name = "abcdefgh_".charAt(givens.size() % 9) + "" + givens.size();
    givens.add(new Given(name, dtype, shape, arrangement, weak, random.nextLong()));
    return name;
  }

  /** An operand that leaves the dtype of the other one as it is: a literal or a Java scalar. */
  Term weak(DType dtype) {
    if (dtype != DType.BOOL && givens.size() < MOST_INPUTS && chance(25)) {
      boolean fraction = dtype.isFloat() || dtype.isComplex();
      DType type = fraction && chance(70) ? DType.F64 : DType.I64;
      if (type == DType.F64) {
        return Term.leaf(given(type, List.of(), Arrangement.DENSE, true), dtype, List.of());
      }
    }
    List<String> texts =
        switch (dtype) {
          case F64, F32 -> List.of("0.5", "2", "(-1.5)", "1e-3", "0", "3", "(-0.0)", "7.25");
          case I64, I32, I16, I8 -> List.of("0", "1", "2", "3", "(-1)", "7", "(-4)", "100");
          case U16, U8 -> List.of("0", "1", "2", "3", "7", "40", "100", "255");
          case BOOL -> List.of("True", "False");
          case C64, C128 -> List.of("2j", "(1-0.5j)", "2", "0.5", "(-1j)", "(3+0j)");
        };
    return Term.leaf(pick(texts), dtype, List.of());
  }

  private static boolean is(Term term, DType dtype, List<Long> shape) {
    return term.dtype() == dtype && term.shape().equals(shape);
  }

  DType dtype() {
    return DTYPES[random.nextInt(DTYPES.length)];
  }

  /** A dtype that has an order. */
  DType ordered() {
    DType dtype = dtype();
    return dtype.isComplex() ? dtype.part() : dtype;
  }

  DType floating() {
    return chance(60) ? DType.F64 : DType.F32;
  }

  /** A size that is seldom 0. */
  long extent() {
    return SIZES[random.nextInt(100) < 3 ? 0 : 1 + random.nextInt(SIZES.length - 1)];
  }

  List<Long> shape() {
    if (chance(4) && mostElements > 150) {
      return List.of(1000L + random.nextInt(1200));
    }
    return shape(random.nextInt(5));
  }

  List<Long> shape(int rank) {
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      long extent = extent();
      shape.add(fits(shape, extent) ? extent : 1L);
    }
    Collections.shuffle(shape, random);
    return shape;
  }

  /** True if a further axis leaves the interpreters something they can do in time. */
  boolean fits(List<Long> shape, long extent) {
    return shape.stream().reduce(1L, (a, b) -> a * b) * extent <= mostElements;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
