// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes loops that count in longs, with carried values. */
record LoopEmitter(BodyEmitter body) implements Opcodes {
  private static final long POLL_MASK = (1 << 16) - 1;

  void loop(Stmt.Loop loop) {
    if (body.machine().runs(loop.axis())) {
      once(loop);
      return;
    }
    begin(loop.carried());
    int mark = body.scope().mark();
    Position outside = body.position();
    boolean polls =
        body.machine().polls()
            && !loop.carried().isEmpty()
            && outside instanceof Position.Alone(_, Local group)
            && group == null;
    counted(
        loop.var(),
        loop.first(),
        loop.end(),
        loop.step(),
        () -> {
          body.at(inside(loop, outside));
          if (polls) {
            poll(body.scope().get(loop.var()));
          }
          body.block(loop.body(), () -> assign(loop.carried(), loop.next()));
        });
    body.at(outside);
    body.scope().release(mark);
  }

  /** A recurrence may have any number of rounds; every so many it looks for an interrupt. */
  private void poll(Local round) {
    Code code = body.code();
    Label next = new Label();
    code.load(round);
    code.constant(POLL_MASK);
    code.op(LAND);
    code.constant(0L);
    code.op(LCMP);
    code.jump(IFNE, next);
    code.invokeStatic(Types.FRAME, "poll", "()V");
    code.mark(next);
  }

  /** The round of the runner at hand; other runners do the others. */
  private void once(Stmt.Loop loop) {
    Code code = body.code();
    int mark = body.scope().mark();
    body.bind(
        loop.var(),
        DType.I64,
        () -> {
          body.machine().runner(code, loop.axis());
          code.op(I2L);
          return null;
        });
    body.block(loop.body());
    body.scope().release(mark);
  }

  /** Where a round of a loop stands, given where the loop stands. */
  private Position inside(Stmt.Loop loop, Position outside) {
    return switch (loop.axis()) {
      case SERIAL, PARALLEL, VECTOR -> outside;
      case GROUP ->
          switch (outside) {
            case Position.Alone(int keptRank, _) ->
                new Position.Alone(keptRank, body.scope().get(loop.var()));
            case Position.InWindow _, Position.OfThread _, Position.Shared _ ->
                throw new CompilerBug("jvm", "groups inside another loop over elements");
          };
      case THREAD ->
          switch (outside) {
            case Position.Alone(int keptRank, Local group) when group != null ->
                thread(loop, keptRank, group);
            case Position.Alone _, Position.InWindow _, Position.OfThread _, Position.Shared _ ->
                throw new CompilerBug("jvm", "threads without a group");
          };
    };
  }

  /** A group has as many elements as threads. */
  private Position thread(Stmt.Loop loop, int keptRank, Local group) {
    Code code = body.code();
    Local kept = code.local("kept", Type.LONG_TYPE);
    code.load(group);
    body.lanes().push(loop.end());
    code.op(LMUL);
    code.load(body.scope().get(loop.var()));
    code.op(LADD);
    code.store(kept);
    body.scope().bind(body.scope().fresh(), kept);
    return new Position.OfThread(keptRank, kept, null, null);
  }

  /** {@code for (var = first; var < end; var += step)} around what {@code inner} writes. */
  void counted(String name, Atom first, Atom end, long step, Runnable inner) {
    Code code = body.code();
    Label head = new Label();
    Label exit = new Label();
    Local var =
        body.bind(
            name,
            DType.I64,
            () -> {
              body.lanes().push(first);
              return null;
            });
    code.mark(head);
    code.load(var);
    body.lanes().push(end);
    code.op(LCMP);
    code.jump(IFGE, exit);
    inner.run();
    code.load(var);
    code.constant(step);
    code.op(LADD);
    code.store(var);
    code.jump(GOTO, head);
    code.mark(exit);
  }

  void loop(Stmt.While loop) {
    Code code = body.code();
    begin(loop.carried());
    int mark = body.scope().mark();
    Local rounds = code.local("rounds", Type.LONG_TYPE);
    code.constant(0L);
    code.store(rounds);
    body.scope().bind(body.scope().fresh(), rounds);
    Label head = new Label();
    Label exit = new Label();
    Label within = new Label();
    code.mark(head);
    body.block(
        loop.test(),
        () -> {
          body.lanes().push(loop.condition());
          code.jump(IFEQ, exit);
          code.load(rounds);
          body.lanes().push(loop.limit());
          code.op(LCMP);
          code.jump(IFLT, within);
          body.fault(loop.site());
          code.jump(GOTO, exit);
          code.mark(within);
          body.block(loop.body(), () -> assign(loop.carried(), loop.next()));
        });
    code.load(rounds);
    code.constant(1L);
    code.op(LADD);
    code.store(rounds);
    code.jump(GOTO, head);
    code.mark(exit);
    body.scope().release(mark);
  }

  private void begin(List<Stmt.Carried> carried) {
    for (Stmt.Carried value : carried) {
      body.bind(
          value.name(),
          value.dtype(),
          () -> {
            body.lanes().push(value.initial());
            return null;
          });
    }
  }

  /** All at once: every next value is read before any is replaced. */
  private void assign(List<Stmt.Carried> carried, List<Atom> next) {
    Code code = body.code();
    next.forEach(body.lanes()::push);
    for (Stmt.Carried value : carried.reversed()) {
      code.store(body.scope().get(value.name()));
    }
  }
}
