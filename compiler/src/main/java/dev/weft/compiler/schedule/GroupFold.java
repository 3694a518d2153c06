// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Recording;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.schedule.GroupKernel.Part;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Shares a fold out among the threads of groups, in the order that {@link Stmt.Fold} states: a
 * thread per accumulator of a block, whose elements it takes one after another; accumulators of a
 * block are combined by halving, and the blocks of a group in adjacent pairs, both in local memory.
 * What is left of the groups goes through memory to kernels that combine adjacent pairs in the same
 * way, until one is left per kept element. As pairs are the same wherever groups end, their sizes
 * change no bit.
 */
public final class GroupFold {
  private static final int LANES = KernelCode.ACCUMULATORS;

  private final Kernel naive;
  private final Trim trim;
  private final Nest.Folded fold;
  private final Names names;
  private final long kept;
  private final long reduced;
  private final int width;
  private final List<DType> dtypes;
  private final List<GroupKernel> kernels = new ArrayList<>();

  private GroupFold(Kernel naive, Trim trim, long kept, long reduced, int width) {
    this.naive = naive;
    this.trim = trim;
    this.fold = trim.nest().fold().orElseThrow();
    this.names = new Names(naive);
    this.kept = kept;
    this.reduced = reduced;
    this.width = width;
    this.dtypes =
        fold.reductions().stream().flatMap(r -> r.monoid().components(r.dtype()).stream()).toList();
  }

  /**
   * The kernels of a kernel with a fold, in order: the same bits from the same arguments.
   *
   * @param kept number of kept elements, at least 1
   * @param reduced number of elements that are reduced to each, at least 1
   * @param threads the most threads of a group, a power of two and at least 32
   * @return nothing for kernels that are no nest of loops, or have no fold
   */
  public static Optional<List<GroupKernel>> apply(
      Kernel naive, long kept, long reduced, int threads) {
    if (Integer.bitCount(threads) != 1 || threads < LANES) {
      throw new IllegalArgumentException("a group of " + threads + " threads");
    }
    return Nest.of(naive)
        .filter(nest -> nest.fold().filter(fold -> !fold.isScan()).isPresent())
        .map(nest -> Trim.of(nest, Integer.MAX_VALUE))
        .map(trim -> new GroupFold(naive, trim, kept, reduced, threads).stages());
  }

  private List<GroupKernel> stages() {
    long blocks = (reduced + KernelCode.BLOCK - 1) / KernelCode.BLOCK;
    long left = stage(new Tree(blocks, LANES, width / LANES), List.of());
    while (left > 1) {
      left = stage(new Tree(left, 1, width), kernels.getLast().parts());
    }
    return kernels;
  }

  /**
   * How a group combines items that lie side by side.
   *
   * @param count items per kept element
   * @param lanes threads per item
   * @param most items that a group may have, a power of two
   */
  private record Tree(long count, int lanes, int most) {
    /** Items of a group, a power of two. */
    int items() {
      return count >= most ? most : (int) above(count);
    }

    int threads() {
      return items() * lanes;
    }

    /** Groups per kept element. */
    long groups() {
      return (count + items() - 1) / items();
    }

    private static long above(long count) {
      return count == 1 ? 1 : Long.highestOneBit(count - 1) << 1;
    }

    /** Groups that are counted per kept element: a power of two where there are several. */
    long stride(long kept) {
      return kept == 1 ? groups() : above(groups());
    }
  }

  /** Adds a kernel; returns how many values are left per kept element. */
  private long stage(Tree tree, List<Part> from) {
    boolean last = tree.groups() == 1;
    List<Part> parts = last ? List.of() : parts(kept * tree.groups());
    List<String> local = dtypes.stream().map(_ -> names.fresh("local")).toList();
    Atom.Ref g = names.position("g");
    Atom.Ref l = names.position("l");
    Recording thread = block();
    Atom k = kept == 1 ? thread.i64(0) : shift(thread, Prim.SHR, g, tree.stride(kept));
    Atom q = kept == 1 ? g : and(thread, g, thread.i64(tree.stride(kept) - 1));
    Atom first = shift(thread, Prim.SHL, q, tree.items());
    Atom have = thread.sub(thread.i64(tree.count()), first);
    if (from.isEmpty() || last) {
      trim.invariants().forEach(thread::add);
    }
    if (from.isEmpty()) {
      accumulate(thread, k, first, l, local);
    } else {
      fetch(thread, thread.add(times(thread, k, tree.count()), first), have, l, from, local);
    }
    pairs(thread, tree, have, l, local);
    Atom one = thread.eq(l, thread.i64(0));
    if (last) {
      add(thread, one, (block, _) -> results(block, k, local));
    } else {
      Atom real = and(thread, one, thread.lt(q, thread.i64(tree.groups())));
      Atom place = thread.add(times(thread, k, tree.groups()), q);
      add(
          thread,
          real,
          (block, zero) -> store(block, names(parts), place, load(block, local, zero)));
    }
    List<Stmt> group = new ArrayList<>();
    for (int c = 0; c < local.size(); c++) {
      group.add(new Stmt.Alloc(local.get(c), dtypes.get(c), tree.threads(), Stmt.Space.LOCAL));
    }
    group.add(loop(Axis.THREAD, l, thread.i64(tree.threads()), thread.statements()));
    long groups = kept * tree.stride(kept);
    Stmt all = loop(Axis.GROUP, g, thread.i64(groups), group);
    kernels.add(new GroupKernel(kernel(all, from, parts, last), groups, tree.threads(), parts));
    return tree.groups();
  }

  private List<Part> parts(long length) {
    return dtypes.stream().map(t -> new Part(names.fresh("part"), t, length)).toList();
  }

  private static List<String> names(List<Part> parts) {
    return parts.stream().map(Part::name).toList();
  }

  private Kernel kernel(Stmt body, List<Part> from, List<Part> parts, boolean last) {
    Set<String> used = new HashSet<>();
    if (from.isEmpty() || last) {
      buffers(trim.invariants(), used);
    }
    if (from.isEmpty()) {
      buffers(fold.body(), used);
    }
    if (last) {
      buffers(trim.nest().kept(), used);
    }
    List<Kernel.Param> params =
        Stream.of(
                naive.params().stream().filter(param -> used.contains(param.name())),
                from.stream().map(part -> param(part, Kernel.Mode.WHOLE)),
                parts.stream().map(part -> param(part, Kernel.Mode.PARTS)))
            .flatMap(each -> each)
            .toList();
    return new Kernel(
        naive.name(), naive.keptRank(), naive.reducedRank(), params, naive.sites(), List.of(body));
  }

  private static void buffers(List<Stmt> elements, Set<String> used) {
    for (Stmt stmt : elements) {
      if (stmt instanceof Stmt.Let(_, _, Operation.Load load)) {
        used.add(load.buffer());
      } else if (stmt instanceof Stmt.Store store) {
        used.add(store.buffer());
      }
    }
  }

  private static Kernel.Param param(Part part, Kernel.Mode mode) {
    return new Kernel.Param(part.name(), part.dtype(), 1, mode);
  }

  /** The accumulator of each thread goes to local memory, and those of a block are combined. */
  private void accumulate(Recording thread, Atom k, Atom first, Atom l, List<String> local) {
    Atom item = shift(thread, Prim.SHR, l, LANES);
    Atom lane = and(thread, l, thread.i64(LANES - 1));
    Atom start = shift(thread, Prim.SHL, thread.add(first, item), KernelCode.BLOCK);
    Atom rest = thread.sub(new Atom.Extent(true, Atom.Extent.ALL), start);
    Atom count = thread.apply(Prim.MIN, rest, thread.i64(KernelCode.BLOCK));
    Atom end = thread.add(start, count);
    Atom.Ref r = names.position("r");
    List<Stmt.Carried> carried = new ArrayList<>();
    fold.reductions().stream()
        .flatMap(reduction -> reduction.monoid().neutral(reduction.dtype()).stream())
        .forEach(neutral -> begin(carried, neutral));
    List<Atom> sofar = carried.stream().<Atom>map(c -> new Atom.Ref(c.name(), c.dtype())).toList();
    Recording element = block();
    Elements.at(fold.body(), k, r, null).forEach(element::add);
    List<Atom> next = Stmt.Reduction.combine(fold.reductions(), element, sofar, fold.values());
    Atom begin = thread.add(start, lane);
    thread.add(
        new Stmt.Loop(
            Axis.SERIAL, r.name(), begin, end, LANES, carried, element.statements(), next));
    store(thread, local, l, sofar);
    thread.add(new Stmt.Barrier());
    halve(thread, thread.apply(Prim.MIN, count, thread.i64(LANES)), lane, l, local);
  }

  private void begin(List<Stmt.Carried> carried, Literal neutral) {
    DType dtype = dtypes.get(carried.size());
    carried.add(new Stmt.Carried(names.fresh("a"), dtype, new Atom.Const(neutral)));
  }

  /** Five rounds are enough for 32 accumulators; fewer have nothing to do in the last ones. */
  private void halve(Recording thread, Atom used, Atom lane, Atom l, List<String> local) {
    Atom m = used;
    for (int left = LANES; left > 1; left /= 2) {
      Atom half = thread.apply(Prim.SHR, thread.add(m, thread.i64(1)), thread.i64(1));
      Atom active = thread.lt(lane, thread.sub(m, half));
      join(thread, active, l, half, local);
      m = half;
    }
  }

  /** What the kernel before left, an item per thread. */
  private void fetch(
      Recording thread, Atom base, Atom have, Atom l, List<Part> from, List<String> local) {
    Atom place = thread.add(base, l);
    add(
        thread,
        thread.lt(l, have),
        (block, _) -> store(block, local, l, load(block, names(from), place)));
    thread.add(new Stmt.Barrier());
  }

  /** Combines items in adjacent pairs, level by level; one without a partner goes up as it is. */
  private void pairs(Recording thread, Tree tree, Atom have, Atom l, List<String> local) {
    Atom item = shift(thread, Prim.SHR, l, tree.lanes());
    for (int step = 1; step < tree.items(); step *= 2) {
      Atom below = and(thread, l, thread.i64(2L * step * tree.lanes() - 1));
      Atom leads = thread.eq(below, thread.i64(0));
      Atom both = thread.lt(thread.add(item, thread.i64(step)), have);
      join(thread, and(thread, leads, both), l, thread.i64((long) step * tree.lanes()), local);
    }
  }

  /** Combines the element of a thread with one that lies behind it, then waits for all. */
  private void join(Recording thread, Atom active, Atom l, Atom distance, List<String> local) {
    add(
        thread,
        active,
        (block, _) -> {
          Atom other = block.add(l, distance);
          List<Atom> x = load(block, local, l);
          store(
              block,
              local,
              l,
              Stmt.Reduction.combine(fold.reductions(), block, x, load(block, local, other)));
        });
    thread.add(new Stmt.Barrier());
  }

  /** What follows the fold, by one thread. */
  private void results(Recording block, Atom k, List<String> local) {
    List<String> results = fold.reductions().stream().flatMap(r -> r.results().stream()).toList();
    for (int c = 0; c < results.size(); c++) {
      Index first = new Index.At(List.of(block.i64(0)));
      block.add(
          new Stmt.Let(results.get(c), dtypes.get(c), new Operation.Load(local.get(c), first)));
    }
    Elements.at(trim.nest().kept(), k, null, null).forEach(block::add);
  }

  private List<Atom> load(Recording block, List<String> buffers, Atom place) {
    List<Atom> loaded = new ArrayList<>();
    for (int c = 0; c < buffers.size(); c++) {
      Index index = new Index.At(List.of(place));
      loaded.add(block.record(dtypes.get(c), new Operation.Load(buffers.get(c), index)));
    }
    return loaded;
  }

  private static void store(Recording block, List<String> buffers, Atom place, List<Atom> values) {
    for (int c = 0; c < buffers.size(); c++) {
      block.add(new Stmt.Store(buffers.get(c), new Index.At(List.of(place)), values.get(c)));
    }
  }

  private Recording block() {
    return new Recording(names.fresh("v") + "_");
  }

  /** Adds what is done under a condition; it is handed a zero. */
  private void add(Recording to, Atom condition, BiConsumer<Recording, Atom> content) {
    Recording block = block();
    content.accept(block, block.i64(0));
    to.add(new Stmt.If(condition, block.statements(), List.of()));
  }

  private static Atom and(Recording block, Atom x, Atom y) {
    return block.apply(Prim.AND, x, y);
  }

  /** Shifts by the bits of a power of two. */
  private static Atom shift(Recording block, Prim prim, Atom x, long power) {
    long by = Long.numberOfTrailingZeros(power);
    return by == 0 ? x : block.apply(prim, x, block.i64(by));
  }

  private static Atom times(Recording block, Atom x, long factor) {
    return factor == 1 ? x : block.mul(x, block.i64(factor));
  }

  private static Stmt loop(Axis axis, Atom.Ref var, Atom end, List<Stmt> body) {
    Atom zero = new Atom.Const(Literal.of(0L));
    return new Stmt.Loop(axis, var.name(), zero, end, 1, List.of(), body, List.of());
  }
}
