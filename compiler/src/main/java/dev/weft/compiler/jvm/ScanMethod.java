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
 * Writes the static method {@code running(Frame, int count, int slot, arrays...)}, which scans
 * elements 0 to {@code count - 1} of the windows, the beginning of a block, into the arrays. An
 * element waits for those of its group and for the end of the group before: the processor works on
 * several groups at once.
 */
final class ScanMethod implements Opcodes {
  static final String RUNNING = "running";

  private final KernelClass in;
  private final Stmt.Fold scan;
  private final List<DType> dtypes;
  private final Code code;
  private final BodyEmitter body;
  private final Reductions reductions;
  private final Local frame;
  private final Local count;
  private final Local slot;
  private final List<Local> arrays = new ArrayList<>();

  ScanMethod(KernelClass in) {
    this.in = in;
    this.scan = in.form().fold();
    this.dtypes = Reductions.dtypes(scan);
    this.code = in.builder().staticMethod(RUNNING, FoldPasses.descriptor(dtypes, "II"));
    this.frame = code.parameter("frame", Type.getObjectType(Types.FRAME));
    this.count = code.parameter("count", Type.INT_TYPE);
    this.slot = code.parameter("slot", Type.INT_TYPE);
    for (DType dtype : dtypes) {
      arrays.add(code.parameter("accumulators" + arrays.size(), Types.array(dtype)));
    }
    Scope scope = new Scope(code);
    this.body = new BodyEmitter(code, scope, new ScalarLanes(code, scope), frame, in.lines());
    this.reductions = new Reductions(body, scan);
  }

  void write() {
    List<Stmt> invariants = in.invariantsOf(scan.body(), false);
    FrameBuffers buffers = in.buffers(code, frame);
    buffers.bind(body, in, invariants);
    buffers.bind(body, in, scan.body());
    Extents.bind(code, body.scope(), in.kernel(), frame, invariants);
    invariants.forEach(body::emit);
    List<Atom> before = start("before");
    List<Atom> group = start("group");
    List<Atom> all = start("all");
    Local index = zero("i");
    if (!isExact()) {
      groups(index, before, group, all);
    }
    loop(
        index,
        count,
        () -> {
          element(Position.InWindow.of(index), before, group, all);
          code.increment(index, 1);
        });
    code.op(RETURN);
    code.end();
  }

  /** All whole groups, each written out. */
  private void groups(Local index, List<Atom> before, List<Atom> group, List<Atom> all) {
    Local end = code.local("end", Type.INT_TYPE);
    code.load(count);
    code.constant(-KernelCode.SCAN_GROUP);
    code.op(IAND);
    code.store(end);
    loop(
        index,
        end,
        () -> {
          for (int i = 0; i < KernelCode.SCAN_GROUP; i++) {
            element(new Position.InWindow(index, null, i), before, group, all);
          }
          assign(before, all);
          assign(group, neutral());
          code.increment(index, KernelCode.SCAN_GROUP);
        });
    code.release(end);
  }

  /** Groups change no bit then, and a plain loop is what HotSpot knows best. */
  private boolean isExact() {
    return scan.reductions().stream().allMatch(r -> r.monoid().isExact(r.dtype()));
  }

  private List<Atom> neutral() {
    List<Literal> neutral = Reductions.neutral(scan);
    return neutral.stream().<Atom>map(Atom.Const::new).toList();
  }

  /** Locals that begin as what changes nothing. */
  private List<Atom> start(String name) {
    List<Atom> atoms = new ArrayList<>();
    for (int c = 0; c < dtypes.size(); c++) {
      Atom neutral = neutral().get(c);
      String local = "$" + name + c;
      body.bind(
          local,
          dtypes.get(c),
          () -> {
            body.lanes().push(neutral);
            return null;
          });
      atoms.add(new Atom.Ref(local, dtypes.get(c)));
    }
    return atoms;
  }

  private Local zero(String name) {
    Local local = code.local(name, Type.INT_TYPE);
    code.constant(0);
    code.store(local);
    return local;
  }

  private void loop(Local index, Local end, Runnable inner) {
    Label head = new Label();
    Label exit = new Label();
    code.mark(head);
    code.load(index);
    code.load(end);
    code.jump(IF_ICMPGE, exit);
    inner.run();
    code.jump(GOTO, head);
    code.mark(exit);
  }

  private void element(Position at, List<Atom> before, List<Atom> group, List<Atom> all) {
    body.at(at);
    body.block(
        scan.body(),
        () -> {
          assign(group, reductions.combine(group, reductions.values()));
          assign(all, isExact() ? group : reductions.combine(before, group));
          reductions.store(arrays, () -> at.push(code, slot), all);
        });
  }

  private void assign(List<Atom> locals, List<Atom> values) {
    values.forEach(body.lanes()::push);
    for (Atom local : locals.reversed()) {
      code.store(body.scope().get(((Atom.Ref) local).name()));
    }
  }
}
