// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes a fold as part of a kernel that loops by itself, in the order that {@link Stmt.Fold}
 * states. Blocks are combined as in counting: the results of 2^l blocks wait at level l until an
 * equal neighbour is done.
 */
final class FoldEmitter implements Opcodes {
  private static final int LEVELS = 63;

  private final BodyEmitter body;
  private final Code code;
  private final Stmt.Fold fold;
  private final Reductions reductions;
  private final List<Local> accumulators = new ArrayList<>();
  private final List<Local> waiting = new ArrayList<>();
  private final Local count;
  private final Local blocks;
  private final Local position;

  FoldEmitter(BodyEmitter body, Stmt.Fold fold) {
    this.body = body;
    this.code = body.code();
    this.fold = fold;
    this.reductions = new Reductions(body, fold);
    this.count = variable("count", Type.INT_TYPE);
    this.blocks = variable("blocks", Type.LONG_TYPE);
    this.position = variable(fold.blockVar(), Type.LONG_TYPE);
  }

  private Local variable(String name, Type type) {
    return code.local(name, type);
  }

  void emit() {
    int mark = body.scope().mark();
    for (DType dtype : reductions.dtypes()) {
      accumulators.add(array(dtype, KernelCode.ACCUMULATORS));
      waiting.add(array(dtype, LEVELS));
    }
    code.constant(0);
    code.store(count);
    code.constant(0L);
    code.store(blocks);
    code.constant(0L);
    code.store(position);
    body.scope().bind(fold.blockVar(), position);
    axis(0);
    body.scope().release(mark);
    finish();
    code.release(count);
    code.release(blocks);
    accumulators.forEach(code::release);
    waiting.forEach(code::release);
  }

  private Local array(DType dtype, int size) {
    Local local = code.local("accumulators", body.machine().array(dtype));
    body.machine().newArray(code, dtype, size, Stmt.Space.SCRATCH);
    code.store(local);
    return local;
  }

  private void axis(int axis) {
    if (axis == fold.axes().size()) {
      element();
      return;
    }
    Stmt.FoldAxis loop = fold.axes().get(axis);
    Atom zero = new Atom.Const(Literal.of(0L));
    int mark = body.scope().mark();
    new LoopEmitter(body).counted(loop.var(), zero, loop.extent(), 1, () -> axis(axis + 1));
    body.scope().release(mark);
  }

  private void element() {
    Label begun = new Label();
    if (!fold.perBlock().isEmpty()) {
      code.load(count);
      code.jump(IFNE, begun);
      body.block(fold.perBlock());
      code.mark(begun);
    }
    Position outside = body.position();
    if (outside instanceof Position.OfThread(int keptRank, Local kept, _, _)) {
      body.at(new Position.OfThread(keptRank, kept, position, count));
    }
    body.block(fold.body(), this::accumulate);
    body.at(outside);
    code.increment(count, 1);
    Label more = new Label();
    code.load(count);
    code.constant(KernelCode.BLOCK);
    code.jump(IF_ICMPLT, more);
    flush();
    code.load(position);
    code.constant((long) KernelCode.BLOCK);
    code.op(LADD);
    code.store(position);
    code.mark(more);
  }

  /** Brings the element's values into the accumulators of its place. */
  private void accumulate() {
    Local place = variable("place", Type.INT_TYPE);
    code.load(count);
    code.constant(KernelCode.ACCUMULATORS - 1);
    code.op(IAND);
    code.store(place);
    Label further = new Label();
    Label end = new Label();
    code.load(count);
    code.constant(KernelCode.ACCUMULATORS);
    code.jump(IF_ICMPGE, further);
    reductions.store(accumulators, place, reductions.values());
    code.jump(GOTO, end);
    code.mark(further);
    int mark = body.scope().mark();
    List<Atom> before = reductions.load(accumulators, place);
    reductions.store(accumulators, place, reductions.combine(before, reductions.values()));
    body.scope().release(mark);
    code.mark(end);
    code.release(place);
  }

  /** Combines the accumulators of a block that is done and hands its result up. */
  private void flush() {
    Local m = variable("m", Type.INT_TYPE);
    code.load(count);
    code.constant(KernelCode.ACCUMULATORS);
    code.invokeStatic("java/lang/Math", "min", "(II)I");
    code.store(m);
    reductions.halve(accumulators, m);
    code.release(m);
    Local level = variable("level", Type.INT_TYPE);
    Local rest = variable("rest", Type.LONG_TYPE);
    Local zero = zero();
    code.constant(0);
    code.store(level);
    code.load(blocks);
    code.store(rest);
    Label head = new Label();
    Label exit = new Label();
    code.mark(head);
    whileBit(rest, IFEQ, exit);
    reductions.combineInto(accumulators, zero, waiting, level, accumulators, zero);
    next(level, rest);
    code.jump(GOTO, head);
    code.mark(exit);
    reductions.copy(accumulators, zero, waiting, level);
    code.load(blocks);
    code.constant(1L);
    code.op(LADD);
    code.store(blocks);
    code.constant(0);
    code.store(count);
    List.of(level, rest, zero).forEach(code::release);
  }

  private Local zero() {
    Local zero = variable("zero", Type.INT_TYPE);
    code.constant(0);
    code.store(zero);
    return zero;
  }

  /** Jumps where the lowest bit of {@code bits} is (IFEQ) clear or (IFNE) set. */
  private void whileBit(Local bits, int opcode, Label target) {
    code.load(bits);
    code.constant(1L);
    code.op(LAND);
    code.op(L2I);
    code.jump(opcode, target);
  }

  private void next(Local level, Local bits) {
    code.increment(level, 1);
    code.load(bits);
    code.constant(1);
    code.op(LUSHR);
    code.store(bits);
  }

  /** Ends the last block, combines what waits from the lowest level up, and binds the results. */
  private void finish() {
    Label whole = new Label();
    code.load(count);
    code.jump(IFEQ, whole);
    flush();
    code.mark(whole);
    Local zero = zero();
    Local level = variable("level", Type.INT_TYPE);
    code.constant(0);
    code.store(level);
    reductions.setIdentity(accumulators, zero);
    climb(level, zero);
    reductions.bindResults(accumulators, zero);
    List.of(zero, level).forEach(code::release);
  }

  private void climb(Local level, Local zero) {
    Local first = variable("first", Type.INT_TYPE);
    code.constant(1);
    code.store(first);
    Label head = new Label();
    Label exit = new Label();
    Label skip = new Label();
    Label further = new Label();
    code.mark(head);
    code.load(blocks);
    code.constant(0L);
    code.op(LCMP);
    code.jump(IFEQ, exit);
    whileBit(blocks, IFEQ, skip);
    code.load(first);
    code.jump(IFEQ, further);
    reductions.copy(waiting, level, accumulators, zero);
    code.constant(0);
    code.store(first);
    code.jump(GOTO, skip);
    code.mark(further);
    reductions.combineInto(accumulators, zero, waiting, level, accumulators, zero);
    code.mark(skip);
    next(level, blocks);
    code.jump(GOTO, head);
    code.mark(exit);
    code.release(first);
  }
}
