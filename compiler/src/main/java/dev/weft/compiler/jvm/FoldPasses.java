// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the static method {@code passes(Frame, int full, arrays...)}, which reduces elements 0 to
 * {@code full - 1} of the windows, a multiple of 32, into 32 accumulators in the arrays. Each pass
 * holds a few of them in locals and meets every 32nd element: the order within an accumulator is
 * kept whatever the number of lanes.
 *
 * <p>A further method {@code tree(Frame, int m, int slot, arrays...)} combines the first {@code m}
 * of them.
 */
final class FoldPasses implements Opcodes {
  static final String PASSES = "passes";
  static final String TREE = "tree";

  /** Statements, or calls in lanes, of all copies of the body in a pass. */
  private static final int MOST_SIZE = 100;

  /** Accumulators that a pass holds. */
  private static final int MOST_LOCALS = 8;

  private final KernelClass in;
  private final Stmt.Fold fold;
  private final List<DType> dtypes;

  FoldPasses(KernelClass in) {
    this.in = in;
    this.fold = in.form().fold();
    this.dtypes = Reductions.dtypes(fold);
  }

  static String descriptor(List<DType> dtypes, String ints) {
    StringBuilder descriptor = new StringBuilder("(L" + Types.FRAME + ";" + ints);
    dtypes.forEach(dtype -> descriptor.append(Types.array(dtype).getDescriptor()));
    return descriptor.append(")V").toString();
  }

  /** The locals of a pass. */
  private record Pass(
      BodyEmitter body,
      Reductions reductions,
      Local full,
      List<Local> arrays,
      Local first,
      Local index,
      List<Local> offsets,
      int unroll) {}

  private List<Local> arrays(Code code) {
    List<Local> arrays = new ArrayList<>();
    for (DType dtype : dtypes) {
      arrays.add(code.parameter("accumulators" + arrays.size(), Types.array(dtype)));
    }
    return arrays;
  }

  void scalar() {
    Code code = in.builder().staticMethod(PASSES, descriptor(dtypes, "I"));
    Local frame = code.parameter("frame", Type.getObjectType(Types.FRAME));
    Local full = code.parameter("full", Type.INT_TYPE);
    List<Local> arrays = arrays(code);
    Scope scope = new Scope(code);
    BodyEmitter body =
        new BodyEmitter(code, scope, new ScalarLanes(code, scope), frame, in.lines());
    write(body, body, frame, full, arrays, null, List.of(unroll(4, fold.body().size())));
    code.op(RETURN);
    code.end();
  }

  /** The vector class's method; false where the body cannot run in lanes. */
  boolean vector() {
    List<Stmt> all = new FoldMethods(in.form()).next();
    Vectorization needs = Vectorization.of(all, in);
    if (needs == null) {
      return false;
    }
    Code code = in.builder().staticMethod(PASSES, descriptor(dtypes, "I"));
    Local frame = code.parameter("frame", Type.getObjectType(Types.FRAME));
    Local full = code.parameter("full", Type.INT_TYPE);
    List<Local> arrays = arrays(code);
    Scope scope = new Scope(code);
    String owner = in.builder().name();
    VectorLanes lanes = new VectorLanes(code, scope, owner, in.builder().species(), needs.main());
    BodyEmitter body = new BodyEmitter(code, scope, lanes, frame, in.lines());
    Local width = lanes.width();
    Label wide = new Label();
    if (needs.masks()) {
      narrow(code, width, frame, full, arrays, wide);
    }
    code.mark(wide);
    BodyEmitter scalars = body.with(new ScalarLanes(code, scope));
    int most = needs.main().dtype().bytes() / 2;
    List<Integer> unrolls =
        List.of(unroll(2 * most, needs.calls()), unroll(most, needs.calls())).stream()
            .distinct()
            .toList();
    write(body, scalars, frame, full, arrays, width, unrolls);
    code.op(RETURN);
    code.end();
    return true;
  }

  private void narrow(
      Code code, Local width, Local frame, Local full, List<Local> arrays, Label wide) {
    code.load(width);
    code.constant(4);
    code.jump(IF_ICMPGE, wide);
    code.load(frame);
    code.load(full);
    arrays.forEach(code::load);
    code.invokeStatic(in.scalar(), PASSES, descriptor(dtypes, "I"));
    code.op(RETURN);
  }

  /**
   * How many accumulators per component a pass holds: a power of two, at most {@code most}.
   *
   * @param size of the body
   */
  private int unroll(int most, int size) {
    int unroll = most;
    while (unroll > 1 && (unroll * size > MOST_SIZE || unroll * dtypes.size() > MOST_LOCALS)) {
      unroll /= 2;
    }
    return unroll;
  }

  /**
   * Writes the passes, with the first number of accumulators for which vectors are short enough.
   * One pass over a block reads memory as it lies there; two would each skip what the other reads.
   */
  private void write(
      BodyEmitter body,
      BodyEmitter scalars,
      Local frame,
      Local full,
      List<Local> arrays,
      Local width,
      List<Integer> unrolls) {
    Code code = body.code();
    List<Stmt> invariants = in.invariantsOf(bodyAndValues(), false);
    FrameBuffers buffers = in.buffers(code, frame);
    if (width != null) {
      buffers.forLanes(FrameBuffers.zero(code, full));
    }
    buffers.bind(body, in, invariants);
    buffers.bind(body, in, fold.body());
    Extents.bind(code, body.scope(), in.kernel(), frame, invariants);
    invariants.forEach(scalars::emit);
    if (body.lanes() instanceof VectorLanes lanes) {
      Vectorization.uniforms(fold.body(), body.scope()).forEach(lanes::broadcastOnce);
      neutral().forEach(lanes::broadcastOnce);
    }
    Label done = new Label();
    for (int unroll : unrolls) {
      Label longer = new Label();
      if (unroll != unrolls.getLast()) {
        code.load(width);
        code.constant(KernelCode.ACCUMULATORS / unroll);
        code.jump(IF_ICMPGT, longer);
      }
      passes(body, full, arrays, width, unroll);
      code.jump(GOTO, done);
      code.mark(longer);
    }
    code.mark(done);
  }

  private void passes(BodyEmitter body, Local full, List<Local> arrays, Local width, int unroll) {
    Code code = body.code();
    Local first = code.local("first", Type.INT_TYPE);
    Local index = code.local("i", Type.INT_TYPE);
    List<Local> offsets = offsets(code, width, unroll);
    Reductions reductions = new Reductions(body, fold);
    Pass pass = new Pass(body, reductions, full, arrays, first, index, offsets, unroll);
    code.constant(0);
    code.store(first);
    Label head = new Label();
    Label exit = new Label();
    code.mark(head);
    code.load(first);
    code.constant(KernelCode.ACCUMULATORS);
    code.jump(IF_ICMPGE, exit);
    onePass(pass);
    code.load(first);
    code.constant(unroll);
    if (width != null) {
      code.load(width);
      code.op(IMUL);
    }
    code.op(IADD);
    code.store(first);
    code.jump(GOTO, head);
    code.mark(exit);
  }

  /** The body with a use of the reduced values. */
  private List<Stmt> bodyAndValues() {
    List<Stmt> all = new ArrayList<>(fold.body());
    all.add(new Stmt.Fold(fold.reductions(), List.of(), fold.blockVar(), List.of(), List.of()));
    return all;
  }

  private List<Atom> neutral() {
    return Reductions.neutral(fold).stream().<Atom>map(Atom.Const::new).toList();
  }

  /** Per unrolled copy the distance to the first in elements, in lanes; null for a constant. */
  private static List<Local> offsets(Code code, Local width, int unroll) {
    List<Local> offsets = new ArrayList<>();
    for (int u = 0; u < unroll; u++) {
      offsets.add(null);
      if (width != null && u > 0) {
        Local offset = code.local("offset" + u, Type.INT_TYPE);
        code.load(width);
        code.constant(u);
        code.op(IMUL);
        code.store(offset);
        offsets.set(u, offset);
      }
    }
    return offsets;
  }

  private Position at(Pass pass, Local index, int copy) {
    boolean lanes = pass.body().lanes() instanceof VectorLanes;
    return new Position.InWindow(index, pass.offsets().get(copy), lanes ? 0 : copy);
  }

  private static String accumulator(int copy, int component) {
    return "$a" + copy + "_" + component;
  }

  private List<Atom> accumulators(int copy) {
    List<Atom> atoms = new ArrayList<>();
    for (int c = 0; c < dtypes.size(); c++) {
      atoms.add(new Atom.Ref(accumulator(copy, c), dtypes.get(c)));
    }
    return atoms;
  }

  private void onePass(Pass pass) {
    BodyEmitter body = pass.body();
    Code code = body.code();
    int mark = body.scope().mark();
    for (int u = 0; u < pass.unroll(); u++) {
      for (int c = 0; c < dtypes.size(); c++) {
        Atom neutral = neutral().get(c);
        body.bind(
            accumulator(u, c),
            dtypes.get(c),
            () -> {
              body.lanes().push(neutral);
              return body.lanes() instanceof VectorLanes lanes ? lanes.main() : null;
            });
      }
    }
    code.load(pass.first());
    code.store(pass.index());
    Label head = new Label();
    Label exit = new Label();
    code.mark(head);
    code.load(pass.index());
    code.load(pass.full());
    code.jump(IF_ICMPGE, exit);
    for (int u = 0; u < pass.unroll(); u++) {
      int copy = u;
      body.at(at(pass, pass.index(), copy));
      body.block(fold.body(), () -> accumulate(pass, copy));
    }
    code.increment(pass.index(), KernelCode.ACCUMULATORS);
    code.jump(GOTO, head);
    code.mark(exit);
    for (int u = 0; u < pass.unroll(); u++) {
      Position position = at(pass, pass.first(), u);
      pass.reductions().store(pass.arrays(), () -> position.push(code, null), accumulators(u));
    }
    body.scope().release(mark);
  }

  private void accumulate(Pass pass, int copy) {
    BodyEmitter body = pass.body();
    List<Atom> combined = pass.reductions().combine(accumulators(copy), pass.reductions().values());
    for (int c = 0; c < dtypes.size(); c++) {
      body.lanes().push(combined.get(c));
    }
    for (int c = dtypes.size() - 1; c >= 0; c--) {
      body.code().store(body.scope().get(accumulator(copy, c)));
    }
  }

  /** Combines accumulators by halving: written out for all 32, a loop for fewer. */
  void tree() {
    Code code = in.builder().staticMethod(TREE, descriptor(dtypes, "II"));
    Local frame = code.parameter("frame", Type.getObjectType(Types.FRAME));
    Local m = code.parameter("m", Type.INT_TYPE);
    Local slot = code.parameter("slot", Type.INT_TYPE);
    List<Local> arrays = arrays(code);
    Scope scope = new Scope(code);
    BodyEmitter body =
        new BodyEmitter(code, scope, new ScalarLanes(code, scope), frame, in.lines());
    Reductions reductions = new Reductions(body, fold);
    List<Local> results = new ArrayList<>();
    for (int c = 0; c < dtypes.size(); c++) {
      results.add(FrameBuffers.array(code, frame, "accumulators", c, dtypes.get(c)));
    }
    Label fewer = new Label();
    if (fold.reductions().stream().noneMatch(reduction -> reduction.monoid().isTuple())) {
      code.load(m);
      code.constant(KernelCode.ACCUMULATORS);
      code.jump(IF_ICMPNE, fewer);
      reductions.store(results, slot, written(reductions, arrays, 0, 1));
      code.op(RETURN);
    }
    code.mark(fewer);
    reductions.halve(arrays, m);
    code.constant(0);
    code.store(m);
    reductions.copy(arrays, m, results, slot);
    code.op(RETURN);
    code.end();
  }

  /** The accumulators {@code first, first + step, ...} combined. */
  private List<Atom> written(Reductions reductions, List<Local> arrays, int first, int step) {
    if (step == KernelCode.ACCUMULATORS) {
      Code code = reductions.body().code();
      return reductions.load(arrays, () -> code.constant(first));
    }
    List<Atom> x = written(reductions, arrays, first, 2 * step);
    List<Atom> y = written(reductions, arrays, first + step, 2 * step);
    List<Atom> combined = reductions.combine(x, y);
    for (List<Atom> used : List.of(x, y)) {
      used.forEach(atom -> reductions.body().scope().drop(((Atom.Ref) atom).name()));
    }
    return combined;
  }
}
