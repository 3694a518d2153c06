// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.ScanLoop;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes statements, in scalars or (straight-line ones) in vectors. */
final class BodyEmitter implements Opcodes {
  private final Code code;
  private final Scope scope;
  private final Lanes lanes;
  private final Machine machine;
  private final Lines lines;
  private final Map<String, Buffer> buffers;
  private Position position = Position.Alone.UNPLACED;
  private Label giveUp;

  BodyEmitter(Code code, Scope scope, Lanes lanes, Local frame, Lines lines) {
    this(code, scope, lanes, new Machine.OfFrame(frame), lines);
  }

  BodyEmitter(Code code, Scope scope, Lanes lanes, Machine machine, Lines lines) {
    this(code, scope, lanes, machine, lines, new HashMap<>());
  }

  private BodyEmitter(
      Code code,
      Scope scope,
      Lanes lanes,
      Machine machine,
      Lines lines,
      Map<String, Buffer> buffers) {
    this.code = code;
    this.scope = scope;
    this.lanes = lanes;
    this.machine = machine;
    this.lines = lines;
    this.buffers = buffers;
  }

  /** The same in other lanes. */
  BodyEmitter with(Lanes others) {
    return new BodyEmitter(code, scope, others, machine, lines, buffers);
  }

  Code code() {
    return code;
  }

  Scope scope() {
    return scope;
  }

  Machine machine() {
    return machine;
  }

  Lanes lanes() {
    return lanes;
  }

  Map<String, Buffer> buffers() {
    return buffers;
  }

  void at(Position position) {
    this.position = position;
  }

  Position position() {
    return position;
  }

  /** Lanes that need the scalar body jump there, before anything of them is stored. */
  void giveUpAt(Label label) {
    this.giveUp = label;
  }

  /** Writes a block; what it binds ends with it. */
  void block(List<Stmt> block) {
    int mark = scope.mark();
    open(block);
    scope.release(mark);
  }

  /** Writes a block whose names stay bound; those of no further use in it are ended. */
  private void open(List<Stmt> block) {
    Map<Integer, List<String>> ends = new HashMap<>();
    Uses.lastUses(block)
        .forEach((name, at) -> ends.computeIfAbsent(at, _ -> new ArrayList<>()).add(name));
    for (int i = 0; i < block.size(); i++) {
      emit(block.get(i));
      ends.getOrDefault(i, List.of()).forEach(scope::drop);
    }
  }

  /** Writes a block, then what {@code use} writes with its names, then ends them. */
  void block(List<Stmt> block, Runnable use) {
    int mark = scope.mark();
    block.forEach(this::emit);
    use.run();
    scope.release(mark);
  }

  void emit(Stmt stmt) {
    code.line(lines.of(stmt));
    switch (stmt) {
      case Stmt.Let let -> let(let);
      case Stmt.Store(String buffer, Index index, Atom value) -> {
        Buffer target = buffer(buffer);
        if (target instanceof Buffer.Placed placed) {
          ((TaskLanes) lanes).set(placed, index, value);
        } else if (!(target instanceof Buffer.Empty)) {
          lanes.store(target.dtype(), value, () -> address(target, index));
        }
      }
      case Stmt.Loop loop -> new LoopEmitter(this).loop(loop);
      case Stmt.While loop -> new LoopEmitter(this).loop(loop);
      case Stmt.If branch -> branch(branch);
      case Stmt.Alloc(String name, DType dtype, int size, var space) -> {
        Local array = code.local("array", machine.array(dtype));
        machine.newArray(code, dtype, size, space);
        code.store(array);
        buffers.put(name, new Buffer.Own(dtype, array));
      }
      case Stmt.Fold scan when scan.isScan() -> emit(ScanLoop.of(scan, scope.fresh()));
      case Stmt.Fold fold -> new FoldEmitter(this, fold).emit();
      case Stmt.Check(Atom ok, int site) -> check(ok, site);
      case Stmt.Barrier() -> machine.barrier(code);
    }
  }

  private void let(Stmt.Let let) {
    bind(let.name(), let.dtype(), () -> push(let.operation(), let.dtype()));
    if (lanes instanceof TaskLanes task
        && let.dtype().isFloat()
        && let.operation() instanceof Operation.Apply(var prim, var factors)
        && prim == Prim.MUL) {
      bind(
          TaskLanes.opposite(let.name()),
          let.dtype(),
          () -> {
            task.pushOpposite(let.dtype(), factors);
            return null;
          });
    }
  }

  /** Pushes a value; tells the species of a mask. */
  interface Push {
    Species push();
  }

  Local bind(String name, DType dtype, Push push) {
    Species species = push.push();
    Local local = code.local(variable(name), lanes.type(dtype), species);
    code.store(local);
    scope.bind(name, local);
    return local;
  }

  /** The name shown by debuggers. */
  private static String variable(String name) {
    return name.chars().allMatch(Character::isJavaIdentifierPart) ? name : "v";
  }

  private Species push(Operation operation, DType dtype) {
    return switch (operation) {
      case Operation.Apply(var prim, var operands) -> lanes.apply(prim, dtype, operands);
      case Operation.Call(Routine routine, var operands) -> {
        call(routine, operands);
        yield null;
      }
      case Operation.CallWhere where -> {
        callWhere(where);
        yield null;
      }
      case Operation.Load(String name, Index index) -> load(buffer(name), index);
    };
  }

  private void call(Routine routine, List<Atom> operands) {
    operands.forEach(lanes::push);
    StringBuilder descriptor = new StringBuilder("(");
    routine.parameters().forEach(p -> descriptor.append(type(p)));
    code.invokeStatic(
        machine.routines(), routine.name(), descriptor.append(")") + type(routine.result()));
  }

  /** In lanes the whole group goes to the scalar body as soon as one of them needs the routine. */
  private void callWhere(Operation.CallWhere where) {
    lanes.push(where.guard());
    if (lanes instanceof VectorLanes) {
      code.invokeVirtual(Species.MASK, "anyTrue", "()Z");
      code.jump(IFNE, giveUp);
      lanes.push(where.otherwise());
      return;
    }
    Label otherwise = new Label();
    Label end = new Label();
    code.jump(IFEQ, otherwise);
    call(where.routine(), where.arguments());
    code.jump(GOTO, end);
    code.mark(otherwise);
    lanes.push(where.otherwise());
    code.mark(end);
  }

  /** Routines take and give booleans where bools are meant. */
  private static String type(DType dtype) {
    return (dtype == DType.BOOL ? Type.BOOLEAN_TYPE : Types.value(dtype)).getDescriptor();
  }

  Buffer buffer(String name) {
    Buffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new CompilerBug("jvm", "there is no buffer " + name);
    }
    return buffer;
  }

  private Species load(Buffer buffer, Index index) {
    if (buffer instanceof Buffer.Placed placed) {
      placed(placed, index);
      return null;
    }
    if (buffer instanceof Buffer.Empty(DType dtype)) {
      code.constant(Literal.of(dtype, 0L));
      return null;
    }
    if (index instanceof Index.Guarded(List<Atom> axes)) {
      Buffer.Whole whole = (Buffer.Whole) buffer;
      guarded(
          whole.dtype(),
          axes,
          axis -> code.load(whole.shape().get(axis)),
          () -> lanes.load(whole.dtype(), () -> address(whole, new Index.At(axes))));
      return null;
    }
    return lanes.load(buffer.dtype(), () -> address(buffer, index));
  }

  private void placed(Buffer.Placed buffer, Index index) {
    Runnable load = () -> ((TaskLanes) lanes).get(buffer, index);
    if (index instanceof Index.Guarded(List<Atom> axes)) {
      guarded(buffer.dtype(), axes, axis -> code.constant(buffer.shape()[axis]), load);
    } else {
      load.run();
    }
  }

  /** Loads an element of a tensor, or gives 0 where an index lies outside. */
  private void guarded(DType dtype, List<Atom> axes, IntConsumer extent, Runnable load) {
    Label outside = new Label();
    Label end = new Label();
    for (int axis = 0; axis < axes.size(); axis++) {
      lanes.push(axes.get(axis));
      code.constant(0L);
      code.op(LCMP);
      code.jump(IFLT, outside);
      lanes.push(axes.get(axis));
      extent.accept(axis);
      code.op(LCMP);
      code.jump(IFGE, outside);
    }
    load.run();
    code.jump(GOTO, end);
    code.mark(outside);
    code.constant(Literal.of(dtype, 0L));
    code.mark(end);
  }

  /** Pushes the array and the index of an element. */
  void address(Buffer buffer, Index index) {
    code.load(buffer.array());
    switch (buffer) {
      case Buffer.Window window -> position.push(code, window.base());
      case Buffer.Own _ -> {
        lanes.push(((Index.At) index).axes().get(0));
        code.op(L2I);
      }
      case Buffer.Placed _, Buffer.Empty _ ->
          throw new CompilerBug("jvm", "no array of the JVM: " + buffer);
      case Buffer.Whole whole -> new WholeAddress(code, lanes, whole).push(index, position);
    }
  }

  private void branch(Stmt.If branch) {
    Label otherwise = new Label();
    Label end = new Label();
    lanes.push(branch.condition());
    code.jump(IFEQ, otherwise);
    block(branch.whenTrue());
    code.jump(GOTO, end);
    code.mark(otherwise);
    block(branch.whenFalse());
    code.mark(end);
  }

  private void check(Atom ok, int site) {
    Label fine = new Label();
    lanes.push(ok);
    code.jump(IFNE, fine);
    fault(site);
    code.mark(fine);
  }

  void fault(int site) {
    machine.fault(code, site, position);
  }
}
