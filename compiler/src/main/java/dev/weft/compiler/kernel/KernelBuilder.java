// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.Interruption;
import dev.weft.tensor.DType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Writes a kernel front to back. As an algebra it appends a let per operation to the block at hand;
 * what a visible let computes already is not computed again, and operations on constants are
 * evaluated at once. Lets are named {@code t0, t1, ...}; loops, folds and branches take their
 * bodies as functions.
 */
public final class KernelBuilder implements AtomAlgebra {

  /** A reduction of a fold and the value of one element. */
  public record Reduced(Monoid monoid, DType dtype, List<Atom> values) {
    public Reduced {
      values = List.copyOf(values);
    }
  }

  /** A block being written, and what is known in it. */
  private record Block(List<Stmt> stmts, Map<Object, Atom> known) {}

  /** What a let computes, as a key: the operation alone does not say the target of a conversion. */
  private record Computed(DType dtype, Operation operation) {}

  private final Interruption interruption = new Interruption();
  private final int keptRank;
  private final int reducedRank;
  private final List<Kernel.Param> params = new ArrayList<>();
  private final List<Kernel.Site> sites = new ArrayList<>();
  private final Map<String, Integer> counters = new HashMap<>();
  private final Deque<Block> blocks = new ArrayDeque<>();
  private int start;
  private int end;

  public KernelBuilder(int keptRank, int reducedRank) {
    this.keptRank = keptRank;
    this.reducedRank = reducedRank;
    open();
  }

  /** Adds a parameter; its name is taken as it is. */
  public void param(String name, DType dtype, int rank, Kernel.Mode mode) {
    params.add(new Kernel.Param(name, dtype, rank, mode));
  }

  /** The kernel written so far, which must have no open block. */
  public Kernel build(String name) {
    if (blocks.size() != 1) {
      throw new CompilerBug("kernel", "a block of " + name + " is open");
    }
    return new Kernel(name, keptRank, reducedRank, params, sites, blocks.peek().stmts());
  }

  /** From here on, checks point at characters {@code start} to {@code end} of the source. */
  public void at(int start, int end) {
    this.start = start;
    this.end = end;
  }

  @Override
  public Atom apply(Prim prim, Atom a) {
    return apply(prim, a.dtype(), List.of(a));
  }

  @Override
  public Atom apply(Prim prim, Atom a, Atom b) {
    return apply(prim, prim.isComparison() ? DType.BOOL : a.dtype(), List.of(a, b));
  }

  @Override
  public Atom apply(Prim prim, Atom a, Atom b, Atom c) {
    return apply(prim, c.dtype(), List.of(a, b, c));
  }

  @Override
  public Atom convert(DType to, Atom a) {
    return apply(Prim.CONVERT, to, List.of(a));
  }

  @Override
  public Atom bitcast(DType to, Atom a) {
    return apply(Prim.BITCAST, to, List.of(a));
  }

  private Atom apply(Prim prim, DType dtype, List<Atom> operands) {
    Optional<Atom> simpler = Simplify.apply(prim, dtype, operands);
    return simpler.orElseGet(() -> let(dtype, new Operation.Apply(prim, operands)));
  }

  @Override
  public Atom call(Routine routine, List<Atom> arguments) {
    Optional<List<Literal>> constants = Simplify.constants(arguments);
    if (constants.isPresent()) {
      ScalarEvaluator evaluator = new ScalarEvaluator(fault -> {});
      return new Atom.Const(evaluator.call(routine, constants.get()));
    }
    return let(routine.result(), new Operation.Call(routine, arguments));
  }

  @Override
  public Atom callWhere(Atom guard, Routine routine, List<Atom> arguments, Atom otherwise) {
    if (guard instanceof Atom.Const(var value)) {
      return value.asBoolean() ? call(routine, arguments) : otherwise;
    }
    List<Atom> operands = new ArrayList<>(List.of(guard, otherwise));
    operands.addAll(arguments);
    return let(routine.result(), new Operation.CallWhere(routine, operands));
  }

  /** Adds a check that points at the present place of the source, see {@link #at}. */
  @Override
  public void require(Fault fault, Atom ok) {
    check(ok, site(fault));
  }

  /** The number of the site for a fault at the present place of the source. */
  public int site(Fault fault) {
    Kernel.Site site = new Kernel.Site(fault, start, end);
    if (!sites.contains(site)) {
      sites.add(site);
    }
    return sites.indexOf(site);
  }

  /** Adds a check, unless it holds for sure. */
  public void check(Atom ok, int site) {
    boolean holds = ok instanceof Atom.Const(var value) && value.asBoolean();
    Stmt.Check check = new Stmt.Check(ok, site);
    if (!holds && known(check).isEmpty()) {
      add(check);
      blocks.peek().known().put(check, ok);
    }
  }

  /** An element of a buffer; parameters are read once, arrays may change between loads. */
  public Atom load(String buffer, Index index) {
    Operation.Load load = new Operation.Load(buffer, index);
    for (Kernel.Param param : params) {
      if (param.name().equals(buffer)) {
        return let(param.dtype(), load);
      }
    }
    throw new CompilerBug("kernel", "no parameter " + buffer);
  }

  /** An element of a scratch or local array of {@code dtype}. */
  public Atom loadArray(String array, DType dtype, Atom position) {
    Operation.Load load = new Operation.Load(array, new Index.At(List.of(position)));
    Stmt.Let let = new Stmt.Let(fresh("t"), dtype, load);
    add(let);
    return let.ref();
  }

  public void store(String buffer, Index index, Atom value) {
    add(new Stmt.Store(buffer, index, value));
  }

  /** Adds an array to the block at hand and gives its name. */
  public String alloc(String hint, DType dtype, int size, Stmt.Space space) {
    String name = fresh(hint);
    add(new Stmt.Alloc(name, dtype, size, space));
    return name;
  }

  private Atom let(DType dtype, Operation operation) {
    Computed key = new Computed(dtype, operation);
    return known(key)
        .orElseGet(
            () -> {
              Stmt.Let let = new Stmt.Let(fresh("t"), dtype, operation);
              add(let);
              blocks.peek().known().put(key, let.ref());
              return let.ref();
            });
  }

  private Optional<Atom> known(Object key) {
    return blocks.stream()
        .filter(block -> block.known().containsKey(key))
        .map(block -> block.known().get(key))
        .findFirst();
  }

  /** Appends a statement as it is. */
  public void add(Stmt stmt) {
    interruption.poll();
    blocks.peek().stmts().add(stmt);
  }

  /** A name that no value or array of this kernel has: {@code hint} and a number. */
  public String fresh(String hint) {
    boolean endsInDigit = Character.isDigit(hint.charAt(hint.length() - 1));
    String stem = endsInDigit ? hint + "_" : hint;
    int number = counters.merge(stem, 1, Integer::sum) - 1;
    return stem + number;
  }

  private void open() {
    blocks.push(new Block(new ArrayList<>(), new HashMap<>()));
  }

  private List<Stmt> close() {
    return blocks.pop().stmts();
  }

  /** A loop from 0 that carries nothing; its body is given the loop variable. */
  public void loop(Axis axis, String hint, Atom end, Consumer<Atom> body) {
    loop(axis, hint, i64(0), end, 1, body);
  }

  /** A loop that carries nothing; its body is given the loop variable. */
  public void loop(Axis axis, String hint, Atom first, Atom end, long step, Consumer<Atom> body) {
    Atom.Ref var = new Atom.Ref(fresh(hint), DType.I64);
    open();
    body.accept(var);
    add(new LoopHead(axis, var.name(), first, end, step).with(List.of(), close(), List.of()));
  }

  private record LoopHead(Axis axis, String var, Atom first, Atom end, long step) {
    Stmt with(List<Stmt.Carried> carried, List<Stmt> body, List<Atom> next) {
      return new Stmt.Loop(axis, var, first, end, step, carried, body, next);
    }
  }

  /**
   * A serial loop that carries values; its body is given the loop variable and the values and
   * returns the next ones. Returns the last ones.
   */
  public List<Atom> loop(
      String hint,
      Atom first,
      Atom end,
      long step,
      List<Atom> initial,
      BiFunction<Atom, List<Atom>, List<Atom>> body) {
    Atom.Ref var = new Atom.Ref(fresh(hint), DType.I64);
    List<Stmt.Carried> carried = carried(initial);
    open();
    List<Atom> next = body.apply(var, refs(carried));
    LoopHead head = new LoopHead(Axis.SERIAL, var.name(), first, end, step);
    add(head.with(carried, close(), next));
    return refs(carried);
  }

  private List<Stmt.Carried> carried(List<Atom> initial) {
    return initial.stream().map(atom -> new Stmt.Carried(fresh("c"), atom.dtype(), atom)).toList();
  }

  private static List<Atom> refs(List<Stmt.Carried> carried) {
    return carried.stream().<Atom>map(c -> new Atom.Ref(c.name(), c.dtype())).toList();
  }

  /** A loop of at most {@code limit} rounds while the test gives true; see {@link Stmt.While}. */
  public List<Atom> whileLoop(
      Atom limit,
      int site,
      List<Atom> initial,
      Function<List<Atom>, Atom> test,
      UnaryOperator<List<Atom>> body) {
    List<Stmt.Carried> carried = carried(initial);
    open();
    Atom condition = test.apply(refs(carried));
    List<Stmt> tested = List.copyOf(blocks.peek().stmts());
    blocks.peek().stmts().clear();
    List<Atom> next = body.apply(refs(carried));
    add(new Stmt.While(carried, tested, condition, limit, site, close(), next));
    return refs(carried);
  }

  /** Writes one of two blocks, or the one that is taken for sure in place. */
  public void branch(Atom condition, Runnable whenTrue, Runnable whenFalse) {
    if (condition instanceof Atom.Const(var value)) {
      (value.asBoolean() ? whenTrue : whenFalse).run();
      return;
    }
    open();
    whenTrue.run();
    List<Stmt> first = close();
    open();
    whenFalse.run();
    add(new Stmt.If(condition, first, close()));
  }

  /** Serial loops over the kept axes; the body is given their variables, outermost first. */
  public void keptLoops(Consumer<List<Atom>> body) {
    keptLoops(new ArrayList<>(), body);
  }

  private void keptLoops(List<Atom> outer, Consumer<List<Atom>> body) {
    if (outer.size() == keptRank) {
      body.accept(List.copyOf(outer));
      return;
    }
    Atom extent = new Atom.Extent(false, outer.size());
    loop(
        Axis.SERIAL,
        "i",
        extent,
        var -> {
          outer.add(var);
          keptLoops(outer, body);
        });
  }

  /**
   * A serial fold over the reduced axes; the body is given their variables. Returns the components
   * of every reduction.
   */
  public List<List<Atom>> fold(Function<List<Atom>, List<Reduced>> body) {
    List<Atom> extents =
        IntStream.range(0, reducedRank).<Atom>mapToObj(i -> new Atom.Extent(true, i)).toList();
    return fold(extents, body);
  }

  /** A serial fold over axes of the given extents; as the other. */
  public List<List<Atom>> fold(List<Atom> extents, Function<List<Atom>, List<Reduced>> body) {
    String blockVar = fresh("b");
    List<Stmt.FoldAxis> axes =
        extents.stream().map(e -> new Stmt.FoldAxis(Axis.SERIAL, fresh("r"), e)).toList();
    open();
    List<Reduced> reduced =
        body.apply(axes.stream().<Atom>map(axis -> new Atom.Ref(axis.var(), DType.I64)).toList());
    List<Stmt.Reduction> reductions = reduced.stream().map(this::reduction).toList();
    add(new Stmt.Fold(reductions, axes, blockVar, List.of(), close()));
    return reductions.stream().map(KernelBuilder::results).toList();
  }

  /**
   * A serial scan over an axis.
   *
   * @param body given the axis' variable, gives what is combined
   * @param each given the variable and the components so far, writes what follows an element
   */
  public void scan(Atom extent, Function<Atom, Reduced> body, BiConsumer<Atom, List<Atom>> each) {
    Stmt.FoldAxis axis = new Stmt.FoldAxis(Axis.SERIAL, fresh("r"), extent);
    Atom place = new Atom.Ref(axis.var(), DType.I64);
    String blockVar = fresh("b");
    open();
    Stmt.Reduction reduction = reduction(body.apply(place));
    List<Stmt> element = close();
    open();
    each.accept(place, results(reduction));
    List<Stmt> after = close();
    add(new Stmt.Fold(List.of(reduction), List.of(axis), blockVar, List.of(), element, after));
  }

  private Stmt.Reduction reduction(Reduced reduced) {
    List<String> names = reduced.values().stream().map(value -> fresh("s")).toList();
    return new Stmt.Reduction(reduced.monoid(), reduced.dtype(), names, reduced.values());
  }

  private static List<Atom> results(Stmt.Reduction reduction) {
    List<DType> dtypes = reduction.monoid().components(reduction.dtype());
    return IntStream.range(0, dtypes.size())
        .<Atom>mapToObj(i -> new Atom.Ref(reduction.results().get(i), dtypes.get(i)))
        .toList();
  }
}
