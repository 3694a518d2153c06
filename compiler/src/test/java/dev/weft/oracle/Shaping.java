// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Views, slices, slice updates, and what joins and repeats. */
record Shaping(Generator g) {

  Term term(DType dtype, List<Long> shape, int depth) {
    int rank = shape.size();
    if (rank > 0 && g.chance(14)) {
      return g.chance(70) ? selection(dtype, shape, depth) : picked(dtype, shape, depth);
    }
    return switch (g.random.nextInt(10)) {
      case 0, 1, 2 -> slice(dtype, shape, depth);
      case 3 -> transpose(dtype, shape, depth);
      case 4 -> reshape(dtype, shape, depth);
      case 5 -> spread(dtype, shape, depth);
      case 6 -> rank == 0 ? slice(dtype, shape, depth) : moved(dtype, shape, depth);
      case 7 -> rank == 0 ? reshape(dtype, shape, depth) : join(dtype, shape, depth);
      case 8 -> unit(dtype, shape, depth);
      default ->
          rank == 1 && g.chance(70) ? made(dtype, shape, depth) : random(dtype, shape, depth);
    };
  }

  private Term of(String format, DType dtype, List<Long> shape, List<Long> from, int depth) {
    return new Term(format, dtype, shape, List.of(g.term(dtype, from, depth)));
  }

  private Term transpose(DType dtype, List<Long> shape, int depth) {
    int rank = shape.size();
    if (rank < 2 || g.chance(40)) {
      return rank < 2
          ? of("transpose(%s)", dtype, shape, shape, depth)
          : of(g.chance(50) ? "(%s).T" : "transpose(%s)", dtype, shape, shape.reversed(), depth);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(order, g.random);
    Long[] from = new Long[rank];
    IntStream.range(0, rank).forEach(i -> from[order.get(i)] = shape.get(i));
    String axes = order.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return of("transpose(%s, (" + axes + "))", dtype, shape, List.of(from), depth);
  }

  private Term reshape(DType dtype, List<Long> shape, int depth) {
    long size = shape.stream().reduce(1L, (a, b) -> a * b);
    List<Long> from = new ArrayList<>();
    long rest = size;
    while (rest > 1 && from.size() < 3) {
      long wanted = 2 + g.random.nextInt(6);
      from.add(rest % wanted == 0 && g.chance(60) ? wanted : rest);
      rest /= from.getLast();
    }
    if (rest != 1 || from.isEmpty()) {
      from.add(rest);
    }
    if (size == 0) {
      from = List.of(0L);
    }
    List<String> into = new ArrayList<>(shape.stream().map(String::valueOf).toList());
    if (size > 0 && !into.isEmpty() && g.chance(30)) {
      into.set(g.random.nextInt(into.size()), "-1");
    }
    return of("reshape(%s, " + into + ")", dtype, shape, from, depth);
  }

  private Term spread(DType dtype, List<Long> shape, int depth) {
    List<Long> from =
        new ArrayList<>(shape.subList(g.random.nextInt(shape.size() + 1), shape.size()));
    from.replaceAll(extent -> g.chance(60) ? 1L : extent);
    return of("broadcast_to(%s, " + Term.list(shape) + ")", dtype, shape, from, depth);
  }

  private Term moved(DType dtype, List<Long> shape, int depth) {
    int axis = g.random.nextInt(shape.size());
    int named = g.chance(30) ? axis - shape.size() : axis;
    return switch (g.random.nextInt(4)) {
      case 0 -> of("flip(%s, axis=" + named + ")", dtype, shape, shape, depth);
      case 1 ->
          of(
              "roll(%s, " + (g.random.nextInt(7) - 3) + ", axis=" + named + ")",
              dtype,
              shape,
              shape,
              depth);
      default -> {
        int other = g.random.nextInt(shape.size());
        List<Long> from = new ArrayList<>(shape);
        Collections.swap(from, axis, other);
        yield of("swapaxes(%s, " + axis + ", " + other + ")", dtype, shape, from, depth);
      }
    };
  }

  private Term join(DType dtype, List<Long> shape, int depth) {
    int axis = g.random.nextInt(shape.size());
    long first = g.random.nextInt((int) (shape.get(axis) + 1));
    List<Long> a = new ArrayList<>(shape);
    a.set(axis, first);
    List<Long> b = new ArrayList<>(shape);
    b.set(axis, shape.get(axis) - first);
    return new Term(
        "concat([%s, %s], axis=" + axis + ")",
        dtype,
        shape,
        List.of(g.term(dtype, a, depth), g.term(dtype, b, depth)));
  }

  /** Axes of size 1 that come or go. */
  private Term unit(DType dtype, List<Long> shape, int depth) {
    int one = shape.indexOf(1L);
    if (one >= 0 && g.chance(60)) {
      List<Long> from = new ArrayList<>(shape);
      from.remove(one);
      return of("expand_dims(%s, " + one + ")", dtype, shape, from, depth);
    }
    int axis = g.random.nextInt(shape.size() + 1);
    List<Long> from = new ArrayList<>(shape);
    from.add(axis, 1L);
    return of("squeeze(%s, axis=" + axis + ")", dtype, shape, from, depth);
  }

  private Term made(DType dtype, List<Long> shape, int depth) {
    long size = shape.getFirst();
    String cast = dtype.shortName();
    return switch (g.random.nextInt(3)) {
      case 0 -> Term.leaf(cast + "(arange(" + size + "))", dtype, shape);
      case 1 -> {
        Term source = g.term(dtype, List.of(1 + g.extent()), depth);
        Term index = g.term(g.chance(50) ? DType.I64 : DType.I32, shape, depth);
        String format = "take(%s, %s %% " + source.shape().getFirst() + ")";
        yield new Term(format, dtype, shape, List.of(source, index));
      }
      default -> Term.leaf(cast + "(linspace(-2, 3, " + size + "))", dtype, shape);
    };
  }

  /** Elements at two tensors of indices, before the last axes, or with an axis between them. */
  private Term picked(DType dtype, List<Long> shape, int depth) {
    long first = 1 + g.random.nextInt(4);
    long second = 1 + g.random.nextInt(4);
    boolean between = shape.size() > 1 && g.chance(40);
    List<Long> from = new ArrayList<>(shape.subList(1, shape.size()));
    from.add(0, first);
    from.add(between ? 2 : 1, second);
    if (!g.fits(from, 1)) {
      return slice(dtype, shape, depth);
    }
    String places = "(%s)[%s %% " + first + ", " + (between ? ":, " : "") + "%s %% " + second + "]";
    Term x = g.term(dtype, from, depth);
    Term i = g.term(DType.I64, List.of(shape.getFirst()), depth - 1);
    Term j = g.term(DType.I64, g.chance(50) ? List.of(1L) : i.shape(), depth - 1);
    return new Term(places, dtype, shape, List.of(x, i, j));
  }

  /** What a mask selects: the text does not say how many, the mask does. */
  private Term selection(DType dtype, List<Long> shape, int depth) {
    int axis = g.random.nextInt(shape.size());
    long count = shape.get(axis);
    long more = g.random.nextInt(4);
    List<Long> from = new ArrayList<>(shape);
    from.set(axis, count + more);
    if (!g.fits(from, 1)) {
      return slice(dtype, shape, depth);
    }
    String mask =
        switch (g.random.nextInt(3)) {
          case 0 -> "arange(" + (count + more) + ") < " + count;
          case 1 -> "arange(" + (count + more) + ") >= " + more;
          default -> "(arange(" + (count + more) + ") + 1) %% " + (count + more) + " < " + count;
        };
    return of("(%s)[" + ":, ".repeat(axis) + mask + "]", dtype, shape, from, depth);
  }

  /** Random numbers; what the key depends on is as random as the numbers. */
  private Term random(DType dtype, List<Long> shape, int depth) {
    Term seed = g.term(DType.I64, List.of(), depth - 1);
    String key = g.pick(List.of("key(%s)", "fold_in(key(%s), 3)", "split_key(key(%s))[1]"));
    String size = Term.list(shape);
    String call =
        switch (dtype) {
          case F64, F32 -> {
            String function = g.pick(List.of("uniform", "normal"));
            yield function + "(" + key + ", " + size + ", dtype=" + dtype.shortName() + ")";
          }
          case I64 -> "integers(" + key + ", -50, 60, " + size + ")";
          case I32, I16, I8, U16, U8, BOOL, C64, C128 ->
              dtype.shortName() + "(integers(" + key + ", 9, shape=" + size + "))";
        };
    return new Term(call, dtype, shape, List.of(seed));
  }

  private Term slice(DType dtype, List<Long> shape, int depth) {
    List<String> items = new ArrayList<>();
    List<Long> from = new ArrayList<>();
    for (long extent : shape) {
      maybeIndex(items, from);
      if (extent == 1 && g.chance(20)) {
        items.add("None");
      } else {
        range(extent, items, from);
      }
    }
    maybeIndex(items, from);
    if (items.isEmpty() || !g.fits(from, 1)) { // indices may have made the source too large
      return of("(%s)[...]", dtype, shape, shape, depth);
    }
    return of("(%s)[" + String.join(", ", items) + "]", dtype, shape, from, depth);
  }

  private void maybeIndex(List<String> items, List<Long> from) {
    long extent = Math.max(g.extent(), 1);
    if (from.size() < 4 && g.chance(12) && g.fits(from, extent)) {
      long at = g.random.nextInt((int) extent);
      from.add(extent);
      items.add(String.valueOf(g.chance(30) ? at - extent : at));
    }
  }

  /** A range of {@code extent} elements and the axis it is taken from. */
  private void range(long extent, List<String> items, List<Long> from) {
    if (g.chance(40)) {
      items.add(":");
      from.add(extent);
      return;
    }
    long step = g.pick(List.of(1L, 1L, 2L, 3L, -1L, -2L));
    long low = g.random.nextInt(3);
    long last = Math.max(extent - 1, 0) * Math.abs(step);
    long size = low + (extent == 0 ? 0 : last + 1) + g.random.nextInt(3);
    from.add(size);
    String by = step == 1 ? "" : ":" + step;
    if (extent == 0) {
      items.add(low + ":" + low + by);
    } else if (step > 0) {
      String stop = g.chance(50) ? "" + (low + last + 1) : "" + (low + last + 1 - size);
      items.add(low + ":" + (stop.equals("0") ? "" : stop) + by);
    } else {
      items.add((low + last) + ":" + (low == 0 ? "" : low - 1) + by);
    }
  }

  /** An assignment where a mask holds: of one value, or of what is there and was computed with. */
  private Term masked(Term name, int depth) {
    Term mask = g.term(DType.BOOL, name.shape(), depth);
    Term value = g.term(name.dtype(), List.of(), depth);
    String cast = name.dtype().shortName();
    String op = name.dtype() == DType.BOOL || g.chance(50) ? "" : g.pick(List.of("+", "*"));
    String place = name.format() + "[%s] " + op + "= " + cast + "(%s)";
    return new Term(place, name.dtype(), name.shape(), List.of(mask, value));
  }

  /** An assignment to the places along one axis that indices name, some of them more than once. */
  private Term scattered(Term name, int depth) {
    int axis = g.random.nextInt(name.shape().size());
    long extent = name.shape().get(axis);
    List<Long> part = new ArrayList<>(name.shape());
    part.set(axis, g.extent());
    if (extent == 0 || !g.fits(part, 1)) {
      return masked(name, depth);
    }
    Term index = g.term(DType.I64, part.subList(axis, axis + 1), depth);
    Term value = g.term(name.dtype(), g.chance(70) ? part : List.of(), depth);
    String below = g.chance(30) ? " - " + extent : "";
    String rest = g.chance(50) ? ", :".repeat(part.size() - axis - 1) : "";
    String place =
        name.format() + "[" + ":, ".repeat(axis) + "%s %% " + extent + below + rest + "]";
    String cast = name.dtype().shortName();
    return new Term(
        place + " = " + cast + "(%s)", name.dtype(), name.shape(), List.of(index, value));
  }

  /** An assignment to a part of a name. */
  Term update(Term name, int depth) {
    if (!name.shape().isEmpty() && g.chance(40)) {
      return g.chance(60) ? masked(name, depth) : scattered(name, depth);
    }
    List<String> items = new ArrayList<>();
    List<Long> part = new ArrayList<>();
    for (long extent : name.shape()) {
      if (extent == 0 || g.chance(40)) {
        items.add(":");
        part.add(extent);
      } else if (g.chance(25)) {
        items.add(String.valueOf(g.random.nextInt((int) extent)));
      } else {
        long start = g.random.nextInt((int) extent);
        long step = 1 + g.random.nextInt(2);
        items.add(start + "::" + step);
        part.add((extent - start + step - 1) / step);
      }
    }
    if (items.isEmpty()) {
      items.add("...");
    }
    String place = name.format() + "[" + String.join(", ", items) + "]";
    Term value = g.term(name.dtype(), part, depth);
    String cast = name.dtype().shortName();
    return new Term(place + " = " + cast + "(%s)", name.dtype(), name.shape(), List.of(value));
  }
}
