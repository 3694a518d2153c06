// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Element by element, with broadcasting and mixed dtypes. */
record Pointwise(Generator g) {
  private static final List<String> FLOAT_UNARY =
      List.of(
          "(-%s)",
          "abs(%s)",
          "sqrt(%s)",
          "exp(%s)",
          "log(%s)",
          "sin(%s)",
          "cos(%s)",
          "tanh(%s)",
          "floor(%s)",
          "ceil(%s)",
          "trunc(%s)",
          "rint(%s)",
          "sign(%s)",
          "square(%s)",
          "tan(%s)",
          "reciprocal(%s)",
          "sigmoid(%s)",
          "round(%s, 1)",
          "nan_to_num(%s)",
          "(%s ** 2)",
          "(+%s)",
          "cbrt(%s)",
          "expm1(%s)",
          "log1p(%s)",
          "erf(%s)",
          "atan(%s)",
          "(%s ** 0.5)",
          "relu(%s)",
          "log2(%s)",
          "sinh(%s)",
          "(%s ** -1)",
          "clip(%s, -1, 2.5)");
  private static final List<String> FLOAT_BINARY =
      List.of(
          "(%s + %s)",
          "(%s - %s)",
          "(%s * %s)",
          "(%s / %s)",
          "(%s + %s)",
          "(%s * %s)",
          "(%s - %s)",
          "minimum(%s, %s)",
          "maximum(%s, %s)",
          "fmin(%s, %s)",
          "fmax(%s, %s)",
          "copysign(%s, %s)",
          "(%s %% %s)",
          "(%s // %s)",
          "(%s ** %s)",
          "hypot(%s, %s)",
          "atan2(%s, %s)",
          "fmod(%s, %s)",
          "nextafter(%s, %s)",
          "logaddexp(%s, %s)",
          "heaviside(%s, %s)");
  private static final List<String> INT_UNARY =
      List.of(
          "(-%s)",
          "abs(%s)",
          "(~%s)",
          "sign(%s)",
          "square(%s)",
          "(%s ** 2)",
          "(%s ** 3)",
          "(%s << 3)",
          "(%s >> 2)",
          "(%s // 3)",
          "(%s %% 5)",
          "floor(%s)",
          "clip(%s, -3, 4)");
  private static final List<String> UNSIGNED_UNARY =
      INT_UNARY.stream().filter(format -> !format.contains("-3")).toList();
  private static final List<String> INT_BINARY =
      List.of(
          "(%s + %s)",
          "(%s - %s)",
          "(%s * %s)",
          "(%s // %s)",
          "(%s %% %s)",
          "(%s & %s)",
          "(%s | %s)",
          "(%s ^ %s)",
          "(%s << %s)",
          "(%s >> %s)",
          "minimum(%s, %s)",
          "maximum(%s, %s)",
          "gcd(%s, %s)",
          "fmod(%s, %s)",
          "(%s ** abs(%s))",
          "lcm(%s, %s)");
  private static final List<String> BOOL_BINARY =
      List.of(
          "(%s & %s)",
          "(%s | %s)",
          "(%s ^ %s)",
          "(%s and %s)",
          "(%s or %s)",
          "(%s + %s)",
          "(%s * %s)",
          "maximum(%s, %s)",
          "logical_xor(%s, %s)",
          "(%s == %s)");
  private static final List<String> COMPARE =
      List.of("(%s < %s)", "(%s <= %s)", "(%s == %s)", "(%s != %s)", "(%s > %s)", "(%s >= %s)");
  private static final List<String> TESTS =
      List.of("isnan(%s)", "isinf(%s)", "isfinite(%s)", "signbit(%s)");

  private static final List<String> COMPLEX_UNARY =
      List.of(
          "(-%s)",
          "conj(%s)",
          "sqrt(%s)",
          "exp(%s)",
          "log(%s)",
          "sin(%s)",
          "cos(%s)",
          "tan(%s)",
          "sinh(%s)",
          "cosh(%s)",
          "tanh(%s)",
          "asin(%s)",
          "acos(%s)",
          "atan(%s)",
          "asinh(%s)",
          "acosh(%s)",
          "atanh(%s)",
          "square(%s)",
          "reciprocal(%s)",
          "sign(%s)",
          "(%s ** 2)",
          "(%s ** -3)",
          "(-%s)",
          "conj(%s)",
          "square(%s)",
          "(%s * 2j)",
          "log1p(%s)",
          "expm1(%s)",
          "rint(%s)",
          "round(%s, 1)",
          "nan_to_num(%s)",
          "(+%s)");
  private static final List<String> COMPLEX_BINARY =
      List.of(
          "(%s + %s)",
          "(%s - %s)",
          "(%s * %s)",
          "(%s / %s)",
          "(%s + %s)",
          "(%s * conj(%s))",
          "(%s - %s)",
          "(%s * %s)",
          "(%s / %s)",
          "(%s * %s)",
          "(%s + %s)",
          "(%s ** %s)");
  private static final List<String> PARTS =
      List.of("abs(%s)", "real(%s)", "imag(%s)", "angle(%s)", "(%s).imag");

  Term term(DType dtype, List<Long> shape, int depth) {
    int kind = g.random.nextInt(100);
    if (kind < 12) {
      return choice(dtype, shape, depth);
    }
    if (kind < 22) {
      DType from = dtype.isComplex() || dtype == DType.BOOL ? g.dtype() : g.ordered();
      String call =
          g.chance(70) ? dtype.shortName() + "(%s)" : "%s.astype(" + dtype.shortName() + ")";
      return new Term(call, dtype, shape, List.of(operand(from, shape, depth)));
    }
    return switch (dtype) {
      case F64, F32 ->
          kind < 26
              ? part(dtype, shape, depth)
              : kind < 50
                  ? unary(FLOAT_UNARY, dtype, shape, depth)
                  : binary(FLOAT_BINARY, dtype, shape, depth);
      case U16, U8 ->
          kind < 45
              ? unary(UNSIGNED_UNARY, dtype, shape, depth)
              : binary(INT_BINARY, dtype, shape, depth);
      case I64, I32, I16, I8 ->
          kind < 45
              ? unary(INT_UNARY, dtype, shape, depth)
              : binary(INT_BINARY, dtype, shape, depth);
      case BOOL -> truth(kind, shape, depth);
      case C64, C128 ->
          kind < 30
              ? new Term("complex(%s, %s)", dtype, shape, parts(dtype, shape, depth))
              : kind < 60
                  ? unary(COMPLEX_UNARY, dtype, shape, depth)
                  : binary(COMPLEX_BINARY, dtype, shape, depth);
    };
  }

  /** A real number from a complex one. */
  private Term part(DType dtype, List<Long> shape, int depth) {
    return new Term(g.pick(PARTS), dtype, shape, List.of(g.term(dtype.complex(), shape, depth)));
  }

  private List<Term> parts(DType dtype, List<Long> shape, int depth) {
    return List.of(g.term(dtype.part(), shape, depth), g.term(dtype.part(), shape, depth));
  }

  private Term operand(DType dtype, List<Long> shape, int depth) {
    Term term = g.term(dtype, shape, depth);
    // A method of a literal would read as a number.
    return term.operands().isEmpty() ? new Term("(%s)", dtype, shape, List.of(term)) : term;
  }

  private Term unary(List<String> formats, DType dtype, List<Long> shape, int depth) {
    return new Term(g.pick(formats), dtype, shape, List.of(g.term(dtype, shape, depth)));
  }

  private Term truth(int kind, List<Long> shape, int depth) {
    if (kind < 32) {
      return unary(List.of("(~%s)", "(not %s)"), DType.BOOL, shape, depth);
    }
    if (kind < 42) {
      return new Term(
          g.pick(TESTS), DType.BOOL, shape, List.of(g.term(g.floating(), shape, depth)));
    }
    if (kind < 60) {
      return binary(BOOL_BINARY, DType.BOOL, shape, depth);
    }
    DType compared = g.dtype();
    List<String> formats = compared.isComplex() ? List.of("(%s == %s)", "(%s != %s)") : COMPARE;
    return new Term(g.pick(formats), DType.BOOL, shape, pair(compared, shape, depth));
  }

  private Term binary(List<String> formats, DType dtype, List<Long> shape, int depth) {
    String format = g.pick(formats);
    if (g.chance(15)) {
      List<Term> mixed = new ArrayList<>(pair(dtype, shape, depth));
      DType other = dtype == DType.BOOL ? dtype : g.pick(List.of(DType.F32, DType.I64, DType.I32));
      boolean keeps = dtype.isFloat() || dtype.isComplex() || !other.isFloat();
      if (keeps && other != dtype) {
        mixed.set(1, g.term(other, mixed.get(1).shape(), depth - 1));
        return new Term(dtype.shortName() + "(" + format + ")", dtype, shape, mixed);
      }
    }
    return new Term(format, dtype, shape, pair(dtype, shape, depth));
  }

  /** Two operands of one dtype that broadcast to a shape. */
  private List<Term> pair(DType dtype, List<Long> shape, int depth) {
    if (g.chance(20)) {
      Term full = g.term(dtype, shape, depth);
      return g.chance(50) ? List.of(full, g.weak(dtype)) : List.of(g.weak(dtype), full);
    }
    boolean first = g.chance(50);
    Term a = g.term(dtype, first ? shape : part(shape), depth);
    Term b = g.term(dtype, first ? part(shape) : shape, depth);
    return List.of(a, b);
  }

  /** A shape that broadcasts to another one. */
  private List<Long> part(List<Long> shape) {
    if (g.chance(55)) {
      return shape;
    }
    List<Long> part =
        new ArrayList<>(shape.subList(g.random.nextInt(shape.size() + 1), shape.size()));
    part.replaceAll(extent -> g.chance(40) ? 1L : extent);
    return part;
  }

  private Term choice(DType dtype, List<Long> shape, int depth) {
    List<Term> all = new ArrayList<>();
    boolean ternary = g.chance(30);
    all.add(g.term(DType.BOOL, part(shape), depth - 1));
    all.addAll(pair(dtype, shape, depth - 1));
    if (ternary) {
      all.add(1, all.removeFirst());
      return new Term("(%s if %s else %s)", dtype, shape, all);
    }
    return new Term("where(%s, %s, %s)", dtype, shape, all);
  }
}
