// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Reductions, running sums and matrix products. */
record Folds(Generator g) {

  Term term(DType dtype, List<Long> shape, int depth) {
    int kind = g.random.nextInt(10);
    if (kind < 2 && !shape.isEmpty() && dtype != DType.BOOL) {
      return product(dtype, shape, depth);
    }
    if (kind == 2 && !shape.isEmpty() && dtype != DType.BOOL) {
      return running(dtype, shape, depth);
    }
    if (kind == 3 && !shape.isEmpty() && dtype.isFloat()) {
      return new Term("softmax(%s)", dtype, shape, List.of(g.term(dtype, shape, depth)));
    }
    if (kind == 4 && !shape.isEmpty() && !dtype.isComplex()) {
      return order(dtype, shape, depth);
    }
    return shape.isEmpty() && g.chance(20)
        ? selected(dtype, depth)
        : reduction(dtype, shape, depth);
  }

  /** A reduction of what a mask selects, however much that is. */
  private Term selected(DType dtype, int depth) {
    List<Long> from = g.shape(1 + g.random.nextInt(2));
    Term x = g.term(dtype, from, depth);
    Term mask = g.term(DType.BOOL, g.chance(70) ? from : from.subList(0, 1), depth);
    String format =
        switch (dtype) {
          case F64, F32 -> g.pick(List.of("sum(%s)", "prod(%s)", "sum(exp(%s) * 2)", "std(%s)"));
          case I64 -> g.pick(List.of("sum(%s)", "%s.size", "sum(cumsum(%s.ravel()))", "max(%s)"));
          case I32, I16, I8, U16, U8 -> "min(%s)";
          case BOOL -> g.pick(List.of("any(%s)", "all(%s)"));
          case C64, C128 -> g.pick(List.of("sum(%s)", "prod(%s)", "mean(%s)"));
        };
    return new Term(
        dtype.shortName() + "(" + format.formatted("(%s)[%s]") + ")",
        dtype,
        List.of(),
        List.of(x, mask));
  }

  /** Sorted lanes, the order that would sort them, places among sorted ones, sums by segment. */
  private Term order(DType dtype, List<Long> shape, int depth) {
    int axis = g.random.nextInt(shape.size());
    String down = g.chance(30) ? ", descending=True" : "";
    if (dtype == DType.I64 && g.chance(60)) {
      DType operand = g.dtype().part();
      if (g.chance(50)) {
        String format = "argsort(%s, axis=" + axis + down + ")";
        return new Term(format, dtype, shape, List.of(g.term(operand, shape, depth)));
      }
      String side = g.chance(50) ? "left" : "right";
      String format = "searchsorted(sort(%s), %s, side=\"" + side + "\")";
      List<Long> table = List.of(g.extent());
      return new Term(
          format,
          dtype,
          shape,
          List.of(g.term(operand, table, depth), g.term(operand, shape, depth)));
    }
    if (dtype == DType.I64 && shape.size() == 1 && shape.getFirst() > 0 && g.chance(30)) {
      long n = shape.getFirst();
      String format = "bincount(concat([%s %% " + n + ", [" + (n - 1) + "]]))";
      return new Term(format, dtype, shape, List.of(g.term(dtype, List.of(g.extent()), depth)));
    }
    if (dtype != DType.BOOL && shape.getFirst() > 0 && g.chance(40)) {
      List<Long> rows = new ArrayList<>(shape);
      rows.set(0, length(shape.subList(1, shape.size())));
      long n = shape.getFirst();
      String format = "segment_sum(%s, %s %% " + n + ", " + n + ")";
      return new Term(
          format,
          dtype,
          shape,
          List.of(g.term(dtype, rows, depth), g.term(DType.I64, rows.subList(0, 1), depth)));
    }
    if (dtype.isFloat() && g.chance(30)) {
      List<Long> more = new ArrayList<>(shape);
      more.add(axis, 1L + g.random.nextInt(6));
      String format =
          g.pick(List.of("median(%s, axis=", "quantile(%s, 0.3, method=\"lower\", axis="));
      return g.fits(more, 1)
          ? new Term(format + axis + ")", dtype, shape, List.of(g.term(dtype, more, depth)))
          : g.term(dtype, shape, depth - 1);
    }
    String format = "sort(%s, axis=" + axis + down + ")";
    return new Term(format, dtype, shape, List.of(g.term(dtype, shape, depth)));
  }

  private Term running(DType dtype, List<Long> shape, int depth) {
    int axis = g.random.nextInt(shape.size());
    String name =
        g.pick(
            dtype.isComplex()
                ? List.of("cumsum", "cumprod")
                : List.of("cumsum", "cumulative_max", "cumulative_min"));
    String format = dtype.shortName() + "(" + name + "(%s, axis=" + axis + "))";
    return new Term(format, dtype, shape, List.of(g.term(dtype, shape, depth)));
  }

  private Term product(DType dtype, List<Long> shape, int depth) {
    if (shape.size() == 2 && g.chance(30)) {
      return labelled(dtype, shape, depth);
    }
    long inner = length(shape);
    int rank = shape.size();
    List<Long> a = new ArrayList<>(shape);
    List<Long> b = new ArrayList<>();
    if (rank == 1) {
      if (g.chance(50)) {
        a.add(inner);
        b.add(inner);
      } else {
        a = List.of(inner);
        b.addAll(List.of(inner, shape.getFirst()));
      }
    } else {
      a.set(rank - 1, inner);
      if (g.chance(60)) {
        b.addAll(shape.subList(0, rank - 2));
      }
      b.addAll(List.of(inner, shape.get(rank - 1)));
    }
    return new Term(
        "(%s @ %s)", dtype, shape, List.of(g.term(dtype, a, depth), g.term(dtype, b, depth)));
  }

  /** Three factors, whose order the sizes decide. */
  private Term labelled(DType dtype, List<Long> shape, int depth) {
    long j = 1 + g.random.nextInt(5);
    long k = 1 + g.random.nextInt(5);
    List<Term> factors =
        List.of(
            g.term(dtype, List.of(shape.get(0), j), depth),
            g.term(dtype, List.of(k, shape.get(1)), depth),
            g.term(dtype, List.of(j, k), depth));
    return new Term("einsum('ij,kl,jk->il', %s, %s, %s)", dtype, shape, factors);
  }

  private Term reduction(DType dtype, List<Long> shape, int depth) {
    boolean single = dtype == DType.I64 && g.chance(40);
    List<Long> from = new ArrayList<>(shape);
    List<Integer> axes = new ArrayList<>();
    int one = shape.indexOf(1L);
    boolean keep = one >= 0 && g.chance(60);
    if (keep) {
      from.set(one, length(from));
      axes.add(one);
    } else {
      for (int i = single || from.size() > 2 ? 1 : 1 + g.random.nextInt(2); i > 0; i--) {
        int at = g.random.nextInt(from.size() + 1);
        axes.replaceAll(axis -> axis >= at ? axis + 1 : axis);
        from.add(at, length(from));
        axes.add(at);
      }
    }
    String name;
    DType operand = dtype;
    if (single) {
      name = g.pick(List.of("argmin", "argmax"));
      operand = g.ordered();
    } else {
      name =
          switch (dtype) {
            case F64, F32 ->
                g.pick(
                    List.of(
                        "sum", "sum", "sum", "prod", "min", "max", "mean", "mean", "std", "var"));
            case I64 -> g.pick(List.of("sum", "sum", "prod", "min", "max", "count_nonzero"));
            case I32, I16, I8, U16, U8 -> g.pick(List.of("min", "max", "ptp"));
            case BOOL -> g.pick(List.of("any", "all"));
            case C64, C128 -> g.pick(List.of("sum", "sum", "prod", "mean"));
          };
      if (dtype == DType.BOOL || name.equals("count_nonzero")) {
        operand = g.dtype();
      } else if (dtype == DType.I64 && (name.equals("sum") || name.equals("prod"))) {
        operand = g.pick(List.of(DType.I64, DType.I32, DType.BOOL, DType.U8, DType.I16));
      } else if (dtype == DType.F64 && name.equals("mean")) {
        operand = g.pick(List.of(DType.F64, DType.I32, DType.BOOL));
      } else if (dtype.isFloat() && (name.equals("var") || name.equals("std")) && g.chance(30)) {
        operand = dtype.complex();
      }
    }
    return new Term(
        format(name, axes, from.size(), keep), dtype, shape, List.of(g.term(operand, from, depth)));
  }

  private long length(List<Long> from) {
    long length = g.chance(5) ? 1020 + g.random.nextInt(40) : g.extent();
    return g.fits(from, length) ? length : 3;
  }

  private String format(String name, List<Integer> axes, int rank, boolean keep) {
    boolean negative = g.chance(30);
    List<Integer> named = axes.stream().map(axis -> negative ? axis - rank : axis).toList();
    String list = named.toString().replace('[', '(').replace(']', ')');
    String axis = named.size() == 1 ? named.getFirst().toString() : list;
    boolean all = axes.size() == rank && !keep && g.chance(50);
    return name + "(%s" + (all ? "" : ", axis=" + axis) + (keep ? ", keepdims=True" : "") + ")";
  }
}
