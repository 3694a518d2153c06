// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes a static method {@code name(Frame, int from, int to, int slot, arrays...)} that computes
 * elements {@code from .. to-1} of the windows. The arrays, one per accumulator component, are
 * buffers {@code $acc0, $acc1...} whose windows begin at {@code slot}, and again {@code $other0...}
 * whose windows begin at 0.
 *
 * <p>The vector class's method computes whole vectors and leaves the rest to the scalar class's.
 *
 * @param name of the method
 * @param body what is done per element
 * @param accumulators dtypes of the arrays
 * @param checks whether failing invariants are reported here
 * @param given what calls give
 */
record ElementMethod(
    KernelClass in,
    String name,
    List<Stmt> body,
    List<DType> accumulators,
    boolean checks,
    Given given)
    implements Opcodes {
  static final String ACCUMULATOR = "$acc";
  static final String OTHER = "$other";
  static final String ROWS = "Rows";

  /** Above so many statements a shared index gains nothing. */
  private static final int SHARED_INDEX_STATEMENTS = 24;

  static String descriptor(List<DType> accumulators) {
    return descriptor(accumulators, Given.NOTHING);
  }

  static String descriptor(List<DType> accumulators, Given given) {
    StringBuilder descriptor = new StringBuilder("(L" + Types.FRAME + ";III");
    accumulators.forEach(dtype -> descriptor.append(Types.array(dtype).getDescriptor()));
    return descriptor.append(given.descriptor()).append(")V").toString();
  }

  /** The locals of the method's parameters. */
  private record Parameters(
      Local frame,
      Local from,
      Local to,
      Local slot,
      List<Local> arrays,
      Local table,
      List<Local> literals) {}

  private Parameters parameters(Code code) {
    Local frame = code.parameter("frame", Type.getObjectType(Types.FRAME));
    Local from = code.parameter("from", Type.INT_TYPE);
    Local to = code.parameter("to", Type.INT_TYPE);
    Local slot = code.parameter("slot", Type.INT_TYPE);
    List<Local> arrays = new ArrayList<>();
    for (DType dtype : accumulators) {
      arrays.add(code.parameter("accumulators" + arrays.size(), Types.array(dtype)));
    }
    Type string = Type.getType(String.class);
    Local table = given.hasBuffers() ? code.parameter("operands", string) : null;
    List<Local> literals = new ArrayList<>();
    for (Atom.Ref literal : given.literals()) {
      String parameter = "literal" + literals.size();
      literals.add(code.parameter(parameter, Types.value(literal.dtype())));
    }
    return new Parameters(frame, from, to, slot, arrays, table, literals);
  }

  private void prologue(BodyEmitter body, Parameters parameters, Local origin) {
    for (int c = 0; c < accumulators.size(); c++) {
      Local array = parameters.arrays().get(c);
      Buffer window = new Buffer.Window(accumulators.get(c), array, parameters.slot());
      body.buffers().put(ACCUMULATOR + c, window);
      body.buffers().put(OTHER + c, new Buffer.Window(accumulators.get(c), array, null));
    }
    List<Stmt> invariants = in.invariantsOf(this.body, checks);
    FrameBuffers buffers = in.buffers(body.code(), parameters.frame());
    if (origin != null) {
      buffers.forLanes(origin);
    }
    buffers.bind(body, in, invariants);
    if (given.hasBuffers()) {
      buffers.indirect(parameters.table(), given.buffers());
    }
    for (int i = 0; i < given.literals().size(); i++) {
      body.scope().bind(given.literals().get(i).name(), parameters.literals().get(i));
    }
    buffers.bind(body, in, this.body);
    Extents.bind(body.code(), body.scope(), in.kernel(), parameters.frame(), invariants);
    Extents.bind(body.code(), body.scope(), in.kernel(), parameters.frame(), this.body);
  }

  void scalar() {
    Code code = in.builder().staticMethod(name, descriptor(accumulators, given));
    Parameters parameters = parameters(code);
    Scope scope = new Scope(code);
    ScalarLanes lanes = new ScalarLanes(code, scope);
    BodyEmitter emitter = new BodyEmitter(code, scope, lanes, parameters.frame(), in.lines());
    prologue(emitter, parameters, null);
    in.invariantsOf(body, checks).forEach(emitter::emit);
    List<Buffer.Window> windows = windows(emitter);
    Local index = code.local("i", Type.INT_TYPE);
    Label end = new Label();
    if (windows.size() > 1 && body.size() <= SHARED_INDEX_STATEMENTS) {
      Label apart = new Label();
      Local start = sharedStart(code, windows, apart);
      shared(emitter, parameters, index, start);
      code.jump(GOTO, end);
      code.mark(apart);
    }
    code.load(parameters.from());
    code.store(index);
    emitter.at(Position.InWindow.of(index));
    loop(code, index, parameters.to(), () -> emitter.block(body));
    code.mark(end);
    code.op(RETURN);
    code.end();
  }

  /** The windows that the body walks. */
  private List<Buffer.Window> windows(BodyEmitter emitter) {
    List<Buffer.Window> windows = new ArrayList<>();
    for (String name : Uses.buffers(body)) {
      if (emitter.buffer(name) instanceof Buffer.Window window) {
        windows.add(window);
      }
    }
    return windows;
  }

  /**
   * Jumps to {@code apart} unless all windows begin at one index. C2 turns small loops into vector
   * code only where all operands share one index.
   *
   * @return the local that holds the index, or null for 0
   */
  private static Local sharedStart(Code code, List<Buffer.Window> windows, Label apart) {
    Local start = windows.get(0).base();
    boolean zero = windows.stream().anyMatch(window -> window.base() == null);
    for (Buffer.Window window : windows) {
      if (window.base() == null || !zero && window.base() == start) {
        continue;
      }
      code.load(window.base());
      if (zero) {
        code.jump(IFNE, apart);
      } else {
        code.load(start);
        code.jump(IF_ICMPNE, apart);
      }
    }
    return zero ? null : start;
  }

  private void shared(BodyEmitter emitter, Parameters parameters, Local index, Local start) {
    Code code = emitter.code();
    Local end = code.local("end", Type.INT_TYPE);
    pushSum(code, parameters.from(), start);
    code.store(index);
    pushSum(code, parameters.to(), start);
    code.store(end);
    emitter.at(new Position.Shared(index, start));
    loop(code, index, end, () -> emitter.block(body));
    code.release(end);
  }

  private static void pushSum(Code code, Local x, Local y) {
    code.load(x);
    if (y != null) {
      code.load(y);
      code.op(IADD);
    }
  }

  private static void loop(Code code, Local index, Local end, Runnable body) {
    Label head = new Label();
    Label exit = new Label();
    code.mark(head);
    code.load(index);
    code.load(end);
    code.jump(IF_ICMPGE, exit);
    body.run();
    code.increment(index, 1);
    code.jump(GOTO, head);
    code.mark(exit);
  }

  /** The vector class's method; false where the body cannot run in lanes. */
  boolean vector() {
    return vector(false);
  }

  /**
   * The vector class's method {@code name + "Rows"} of a method without accumulators, which takes
   * the number of rows after the slot and does the same for each of them; false as above.
   */
  boolean vectorRows() {
    return vector(true);
  }

  static String rowsDescriptor() {
    return "(L" + Types.FRAME + ";IIII)V";
  }

  private boolean vector(boolean inRows) {
    Vectorization needs = Vectorization.of(body, in);
    if (needs == null) {
      return false;
    }
    Code code =
        inRows
            ? in.builder().staticMethod(name + ROWS, rowsDescriptor())
            : in.builder().staticMethod(name, descriptor(accumulators, given));
    Parameters parameters = parameters(code);
    Local rows = inRows ? code.parameter("rows", Type.INT_TYPE) : null;
    Scope scope = new Scope(code);
    String owner = in.builder().name();
    VectorLanes lanes = new VectorLanes(code, scope, owner, in.builder().species(), needs.main());
    BodyEmitter emitter = new BodyEmitter(code, scope, lanes, parameters.frame(), in.lines());
    Local width = lanes.width();
    Local end = wholeVectors(code, parameters, width, needs.masks());
    Label rest = new Label();
    if (!inRows) {
      skipIfShort(code, parameters, end, rest);
    }
    prologue(emitter, parameters, FrameBuffers.zero(code, parameters.from()));
    ScalarLanes scalars = new ScalarLanes(code, scope);
    BodyEmitter uniform = emitter.with(scalars);
    in.invariantsOf(body, checks).forEach(uniform::emit);
    Vectorization.uniforms(body, scope).forEach(lanes::broadcastOnce);
    Local index = code.local("i", Type.INT_TYPE);
    Label row = new Label();
    code.mark(row);
    if (inRows) {
      skipIfShort(code, parameters, end, rest);
    }
    code.load(parameters.from());
    FrameBuffers.natural(code);
    code.store(index);
    emitter.at(Position.InWindow.of(index));
    Label next = new Label();
    Label giveUp = new Label();
    emitter.giveUpAt(giveUp);
    loop(code, index, width, end, next, () -> emitter.block(storesLast()));
    if (Vectorization.givesUp(body)) {
      code.jump(GOTO, rest);
      code.mark(giveUp);
      scalarCall(code, parameters, index, () -> pushSum(code, index, width));
      code.jump(GOTO, next);
    }
    code.mark(rest);
    scalarRest(code, parameters, end);
    if (inRows) {
      nextRow(emitter, parameters.frame());
      code.increment(rows, -1);
      code.load(rows);
      code.jump(IFGT, row);
    }
    code.op(RETURN);
    code.end();
    return true;
  }

  /**
   * Where there is no whole vector, the loop is not entered: HotSpot checks all its indices once
   * before it, would find one that is none, and from then on check each in every round.
   */
  private static void skipIfShort(Code code, Parameters parameters, Local end, Label rest) {
    code.load(end);
    code.load(parameters.from());
    code.jump(IF_ICMPEQ, rest);
  }

  /**
   * Moves the windows on, in the frame too: the scalar body does what is left of a row. What is
   * behind the last row may lie before the array, and the frame says so.
   */
  private void nextRow(BodyEmitter emitter, Local frame) {
    Code code = emitter.code();
    for (String buffer : Uses.buffers(body)) {
      if (emitter.buffer(buffer) instanceof Buffer.Window window) {
        int p = in.indices().get(buffer);
        code.load(frame);
        code.getField(Types.FRAME, "bases", "[I");
        code.constant(p);
        code.load(window.base());
        code.load(frame);
        code.getField(Types.FRAME, "steps", "[I");
        code.constant(p);
        code.op(IALOAD);
        code.op(IADD);
        code.op(DUP_X2);
        code.op(IASTORE);
        FrameBuffers.natural(code);
        code.store(window.base());
      }
    }
  }

  /**
   * Computes where the whole vectors end. Masks of fewer than four lanes are slow on some machines:
   * the scalar body does all.
   */
  private static Local wholeVectors(Code code, Parameters parameters, Local width, boolean masks) {
    Local end = code.local("end", Type.INT_TYPE);
    code.load(parameters.from());
    code.store(end);
    Label narrow = new Label();
    if (masks) {
      code.load(width);
      code.constant(4);
      code.jump(IF_ICMPLT, narrow);
    }
    code.load(parameters.from());
    code.load(parameters.to());
    code.load(parameters.from());
    code.op(ISUB);
    code.load(width);
    code.op(INEG);
    code.op(IAND);
    code.op(IADD);
    code.store(end);
    code.mark(narrow);
    return end;
  }

  /** The body such that lanes can be given up until its first store. */
  private List<Stmt> storesLast() {
    if (!Vectorization.givesUp(body)) {
      return body;
    }
    List<Stmt> ordered = new ArrayList<>(body);
    ordered.sort(Comparator.comparing(Stmt.Store.class::isInstance));
    return ordered;
  }

  private static void loop(
      Code code, Local index, Local width, Local end, Label next, Runnable body) {
    Label head = new Label();
    Label exit = new Label();
    code.mark(head);
    code.load(index);
    code.load(end);
    code.jump(IF_ICMPGE, exit);
    body.run();
    code.mark(next);
    code.load(index);
    code.load(width);
    code.op(IADD);
    code.store(index);
    code.jump(GOTO, head);
    code.mark(exit);
  }

  private void scalarRest(Code code, Parameters parameters, Local end) {
    Label done = new Label();
    code.load(end);
    code.load(parameters.to());
    code.jump(IF_ICMPGE, done);
    scalarCall(code, parameters, end, () -> code.load(parameters.to()));
    code.mark(done);
  }

  /** Has the scalar class do the elements from {@code from} to below what {@code to} pushes. */
  private void scalarCall(Code code, Parameters parameters, Local from, Runnable to) {
    code.load(parameters.frame());
    code.load(from);
    to.run();
    code.load(parameters.slot());
    parameters.arrays().forEach(code::load);
    if (given.hasBuffers()) {
      code.load(parameters.table());
    }
    parameters.literals().forEach(code::load);
    code.invokeStatic(in.scalar(), name, descriptor(accumulators, given));
  }
}
