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
import dev.weft.program.KernelCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Products of matrices and whatever is like them: folds that read the same elements for all of a
 * row of results, and others for all of a column. A group makes a tile of results. It brings what
 * they need into local memory, as many steps along the fold at a time as there are accumulators, so
 * that each step has an accumulator of its own, under a name of its own, and the order is that of
 * {@link Stmt.Fold}.
 */
public final class TileFold {
  private static final int LANES = KernelCode.ACCUMULATORS;

  /** Words of 4 bytes that the accumulators of a thread may take. */
  private static final int WORDS = 128;

  /** The most lets of an element: they are written once per accumulator. */
  private static final int SHORT = 8;

  /** The most statements after a fold that are written once per result of a thread. */
  private static final int SEVERAL = 32;

  private final Kernel naive;
  private final Trim trim;
  private final Nest.Folded fold;
  private final Tiles tiles;
  private final long[] reduced;
  private final int side;
  private final Names names;
  private final ThreadFold thread;
  private final int down;
  private final int across;
  private final int height;
  private final int width;
  private final List<Stmt.Let> loads;
  private final List<Staged> staged = new ArrayList<>();

  private TileFold(Kernel naive, Trim trim, Tiles tiles, long[] reduced, int side, int busy) {
    this.naive = naive;
    this.trim = trim;
    this.fold = trim.nest().fold().orElseThrow();
    this.tiles = tiles;
    this.reduced = reduced;
    this.side = side;
    this.loads = loads(fold);
    this.names = new Names(naive);
    this.thread = new ThreadFold(fold.reductions(), names);
    int most = resultsOfThread(busy);
    this.across = most > 1 ? 2 : 1;
    this.down = most > 3 ? 2 : 1;
    this.height = side * down;
    this.width = side * across;
  }

  /**
   * The kernel of a kernel that is like a product of matrices: the same bits from the same
   * arguments.
   *
   * @param kept extents of the kept axes, not empty
   * @param reduced extents of the reduced axes, not empty
   * @param strides per parameter the steps in memory along the axes of its index
   * @param side a group has as many threads as a square of this side: a power of two, at least 8
   * @param busy how many groups a device can work on; a thread makes several results where as many
   *     are left
   * @return nothing for kernels that are not, and where tiles would stay half empty
   */
  public static Optional<GroupKernel> apply(
      Kernel naive, long[] kept, long[] reduced, List<long[]> strides, int side, int busy) {
    if (Integer.bitCount(side) != 1 || side < 8) {
      throw new IllegalArgumentException("a group of " + side + " times " + side + " threads");
    }
    return Nest.of(naive)
        .filter(nest -> nest.fold().filter(fold -> !fold.isScan()).isPresent())
        .map(nest -> Trim.of(nest, Integer.MAX_VALUE))
        .filter(trim -> isShort(trim.nest().fold().orElseThrow()))
        .flatMap(trim -> tiled(naive, trim, kept, reduced, strides, side, busy));
  }

  private static Optional<GroupKernel> tiled(
      Kernel naive,
      Trim trim,
      long[] kept,
      long[] reduced,
      List<long[]> strides,
      int side,
      int busy) {
    Map<String, long[]> steps = new HashMap<>();
    for (int p = 0; p < naive.params().size(); p++) {
      steps.put(naive.params().get(p).name(), strides.get(p));
    }
    Map<String, long[]> read = new HashMap<>();
    loads(trim.nest().fold().orElseThrow())
        .forEach(load -> read.put(buffer(load), steps.get(buffer(load))));
    return Tiles.of(kept, read)
        .filter(tiles -> tiles.isWorthIt(side, product(reduced)))
        .map(tiles -> new TileFold(naive, trim, tiles, reduced, side, busy).kernel(read));
  }

  private static long product(long[] extents) {
    return Arrays.stream(extents).reduce(1, Math::multiplyExact);
  }

  /** True for lets alone that read elements of the whole domain and do little with them. */
  private static boolean isShort(Nest.Folded fold) {
    return fold.body().size() <= SHORT && fold.body().stream().allMatch(TileFold::isPlain);
  }

  private static boolean isPlain(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Let(_, _, Operation.Load load) -> load.index() instanceof Index.Full;
      case Stmt.Let(_, _, Operation.Apply _) -> true;
      case Stmt.Let _, Stmt.Store _, Stmt.Check _ -> false;
      case Stmt.Alloc _, Stmt.Barrier _, Stmt.Fold _, Stmt.If _, Stmt.Loop _, Stmt.While _ -> false;
    };
  }

  private static List<Stmt.Let> loads(Nest.Folded fold) {
    return fold.body().stream()
        .map(Stmt.Let.class::cast)
        .filter(let -> let.operation() instanceof Operation.Load)
        .toList();
  }

  private static String buffer(Stmt.Let load) {
    return ((Operation.Load) load.operation()).buffer();
  }

  /** As many as accumulators find room for, where there is enough to do. */
  private int resultsOfThread(int busy) {
    int words =
        ThreadFold.dtypes(fold.reductions()).stream().mapToInt(t -> (t.bytes() + 3) / 4).sum();
    boolean floats = fold.reductions().stream().allMatch(r -> r.dtype().isFloat());
    int room = Math.min(WORDS / (LANES * words), SEVERAL / Math.max(1, trim.nest().kept().size()));
    long alone = tiles.batches() * above(tiles.rows(), side) * above(tiles.columns(), side);
    return floats && alone >= 4L * busy ? room : 1;
  }

  /** How many of some size are needed for all. */
  private static long above(long all, int size) {
    return (all + size - 1) / size;
  }

  private GroupKernel kernel(Map<String, long[]> strides) {
    Atom.Ref g = names.position("g");
    Atom.Ref l = names.position("l");
    Recording to = thread.block();
    trim.invariants().forEach(to::add);
    long high = above(tiles.rows(), height);
    long wide = above(tiles.columns(), width);
    List<Atom> tile = Unravel.of(to, g, tiles.batches(), high, wide);
    Atom top = times(to, tile.get(1), height);
    Atom left = times(to, tile.get(2), width);
    List<Stmt> group = new ArrayList<>();
    for (Stmt.Let load : loads) {
      staged.add(stage(to, load, strides.get(buffer(load)), tile.getFirst(), top, left, l));
      group.add(staged.getLast().alloc());
    }
    Atom row = to.apply(Prim.SHR, l, to.i64(Integer.numberOfTrailingZeros(side)));
    Atom column = to.apply(Prim.AND, l, to.i64(side - 1));
    TileResults results = new TileResults(side, down, across, row, column);
    List<List<Atom>> values = new TileBlocks(thread, fold, staged, reduced, results).write(to);
    for (int r = 0; r < values.size(); r++) {
      Atom i = to.add(top, results.place(to, r, false));
      Atom j = to.add(left, results.place(to, r, true));
      result(to, tile.getFirst(), i, j, values.get(r));
    }
    group.add(loop(Axis.THREAD, l, to.i64((long) side * side), to.statements()));
    long groups = tiles.batches() * high * wide;
    Stmt all = loop(Axis.GROUP, g, to.i64(groups), group);
    return new GroupKernel(naive.withBody(List.of(all)), groups, side * side, List.of());
  }

  private Staged stage(
      Recording to, Stmt.Let load, long[] strides, Atom batch, Atom top, Atom left, Atom l) {
    boolean deep = Math.abs(strides[strides.length - 1]) == 1;
    boolean alongRow = tiles.alongRows().contains(buffer(load));
    Atom zero = to.i64(0);
    Staged.Places places =
        alongRow
            ? j -> tiles.index(to, batch, zero, inside(to, left, j, tiles.columns()))
            : i -> tiles.index(to, batch, inside(to, top, i, tiles.rows()), zero);
    int size = alongRow ? width : height;
    return new Staged(load, names.fresh("local"), alongRow, size, List.of())
        .sharedOut(to, l, side * side, deep, places);
  }

  /** Beyond the edge the last row or column is read again: nobody needs what comes of it. */
  private static Atom inside(Recording to, Atom first, Atom number, long extent) {
    return to.apply(Prim.MIN, to.add(first, number), to.i64(extent - 1));
  }

  private static Atom times(Recording to, Atom x, long power) {
    return to.apply(Prim.SHL, x, to.i64(Long.numberOfTrailingZeros(power)));
  }

  private static Stmt loop(Axis axis, Atom.Ref var, Atom end, List<Stmt> body) {
    Atom zero = new Atom.Const(Literal.of(0L));
    return new Stmt.Loop(axis, var.name(), zero, end, 1, List.of(), body, List.of());
  }

  /** What follows the fold, unless the result lies beyond the edge. */
  private void result(Recording to, Atom batch, Atom i, Atom j, List<Atom> values) {
    Recording block = thread.block();
    Map<String, Atom> known = new HashMap<>();
    List<String> names = fold.reductions().stream().flatMap(r -> r.results().stream()).toList();
    for (int c = 0; c < names.size(); c++) {
      known.put(names.get(c), values.get(c));
    }
    Atom line = block.add(block.mul(batch, block.i64(tiles.rows())), i);
    Atom place = block.add(block.mul(line, block.i64(tiles.columns())), j);
    Elements.copy(block, trim.nest().kept(), known, _ -> new Index.Kept(place));
    Atom down = to.lt(i, to.i64(tiles.rows()));
    Atom right = to.lt(j, to.i64(tiles.columns()));
    to.add(new Stmt.If(to.apply(Prim.AND, down, right), block.statements(), List.of()));
  }
}
