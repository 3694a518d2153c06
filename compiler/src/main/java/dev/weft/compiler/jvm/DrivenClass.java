// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.KernelCode;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes a class that the runtime drives over windows: static methods that hold the loops, and the
 * entry points, which call them in sequence. The vector class calls the scalar class's method
 * wherever a loop does not run in lanes.
 */
final class DrivenClass implements Opcodes {
  /** Operands that a loop over rows moves on; the code for more would make its method too long. */
  private static final int MOST_WALKED = 24;

  private final KernelClass in;
  private final boolean vector;
  private final FoldMethods fold;
  private final SharedStages stages;
  private final Set<String> own = new HashSet<>();

  DrivenClass(KernelClass in, boolean vector) {
    this.in = in;
    this.vector = vector;
    this.fold = new FoldMethods(in.form());
    this.stages = SharedStages.of(in.form(), in.lines());
  }

  /** Writes all methods; false for a vector class in which nothing would run in lanes. */
  boolean write() {
    stages.methods().forEach(this::stage);
    if (in.form().fold() == null) {
      run();
      rows();
    } else if (in.form().fold().isScan()) {
      scanMethods();
      scan();
      foldRow();
      merge();
      finish();
    } else {
      foldMethods();
      fold();
      foldRow();
      merge();
      identity();
      finish();
    }
    return !own.isEmpty();
  }

  private void stage(SharedStages.Method method) {
    elements(element(method), method.stage().vector());
  }

  private ElementMethod element(SharedStages.Method method) {
    List<Stmt> body = method.stage().body();
    boolean checks = method.index() == 0;
    return new ElementMethod(in, method.name(), body, List.of(), checks, method.given());
  }

  private void elements(String name, List<Stmt> body, boolean lanes) {
    elements(new ElementMethod(in, name, body, fold.dtypes(), false, Given.NOTHING), lanes);
  }

  private void elements(ElementMethod method, boolean lanes) {
    if (!vector) {
      method.scalar();
      own.add(method.name());
    } else if (lanes && method.vector()) {
      own.add(method.name());
    }
  }

  private boolean runsInLanes() {
    return in.form().fold().axes().get(0).axis() == Axis.VECTOR;
  }

  private void scanMethods() {
    elements(FoldMethods.FIRST, fold.first(), runsInLanes());
    elements(FoldMethods.NEXT, fold.next(), runsInLanes());
    elements(FoldMethods.MERGE, fold.merge(), true);
    elements(FoldMethods.FINISH, fold.finish(), true);
    if (!vector) {
      new ScanMethod(in).write();
      own.add(ScanMethod.RUNNING);
    }
  }

  /** One element after another, as in no lanes. */
  private void scan() {
    Code code = in.builder().method("scan", "(L" + Types.FRAME + ";JII)V");
    Local frame = frame(code);
    code.parameter("origin", Type.LONG_TYPE);
    Local count = code.parameter("count", Type.INT_TYPE);
    Local slot = code.parameter("slot", Type.INT_TYPE);
    List<Local> arrays = arrays(code, frame, false);
    code.load(frame);
    code.load(count);
    code.load(slot);
    arrays.forEach(code::load);
    call(code, ScanMethod.RUNNING, FoldPasses.descriptor(fold.dtypes(), "II"));
    end(code);
  }

  private void foldMethods() {
    boolean lanes = runsInLanes();
    elements(FoldMethods.FIRST, fold.first(), lanes);
    elements(FoldMethods.NEXT, fold.next(), lanes);
    elements(FoldMethods.MERGE, fold.merge(), false);
    elements(FoldMethods.IDENTITY, fold.identity(), false);
    elements(FoldMethods.FINISH, fold.finish(), true);
    FoldPasses passes = new FoldPasses(in);
    if (!vector) {
      passes.scalar();
      passes.tree();
      own.add(FoldPasses.PASSES);
      own.add(FoldPasses.TREE);
    } else if (lanes && passes.vector()) {
      own.add(FoldPasses.PASSES);
    }
  }

  /** Calls a method of this class, or the scalar class's where this one has none. */
  private void call(Code code, String name, String descriptor) {
    code.invokeStatic(own.contains(name) ? in.builder().name() : in.scalar(), name, descriptor);
  }

  /** Calls all stages over {@code count} elements. */
  private void stages(Code code, Local frame, Local count) {
    for (SharedStages.Call stage : stages.calls()) {
      code.load(frame);
      code.constant(0);
      code.load(count);
      code.constant(0);
      Given given = stage.method().given();
      if (given.hasBuffers()) {
        code.constant(FrameBuffers.table(in.indices(), stage.buffers()));
      }
      stage.literals().forEach(code::constant);
      call(code, stage.method().name(), ElementMethod.descriptor(List.of(), given));
    }
  }

  private void run() {
    Code code = in.builder().method("run", "(L" + Types.FRAME + ";JI)V");
    Local frame = frame(code);
    code.parameter("origin", Type.LONG_TYPE);
    stages(code, frame, code.parameter("count", Type.INT_TYPE));
    end(code);
  }

  /** Rows of a single stage are walked where its loop is; others are called row by row. */
  private void rows() {
    SharedStages.Method stage = stages.methods().getFirst();
    if (!vector
        || in.kernel().keptRank() < 2
        || stages.calls().size() != 1
        || !own.contains(stage.name())
        || !in.kernel().sites().isEmpty()
        || Uses.buffers(stage.stage().body()).size() > MOST_WALKED) {
      return;
    }
    element(stage).vectorRows();
    Code code = in.builder().method("rows", "(L" + Types.FRAME + ";JII)V");
    Local frame = frame(code);
    code.parameter("origin", Type.LONG_TYPE);
    Local count = code.parameter("count", Type.INT_TYPE);
    Local rows = code.parameter("rows", Type.INT_TYPE);
    code.load(frame);
    code.constant(0);
    code.load(count);
    code.constant(0);
    code.load(rows);
    String descriptor = ElementMethod.rowsDescriptor();
    code.invokeStatic(in.builder().name(), stage.name() + ElementMethod.ROWS, descriptor);
    end(code);
  }

  private static Local frame(Code code) {
    return code.parameter("frame", Type.getObjectType(Types.FRAME));
  }

  private static void end(Code code) {
    code.op(RETURN);
    code.end();
  }

  /** Reads the arrays of all accumulator components. */
  private List<Local> arrays(Code code, Local frame, boolean partial) {
    List<Local> arrays = new ArrayList<>();
    int first = partial ? in.form().scratch().size() : 0;
    for (DType dtype : fold.dtypes()) {
      String field = partial ? "scratch" : "accumulators";
      arrays.add(FrameBuffers.array(code, frame, field, first + arrays.size(), dtype));
    }
    return arrays;
  }

  private void fold() {
    Code code = in.builder().method("fold", "(L" + Types.FRAME + ";JII)V");
    Local frame = frame(code);
    code.parameter("origin", Type.LONG_TYPE);
    Local count = code.parameter("count", Type.INT_TYPE);
    Local slot = code.parameter("slot", Type.INT_TYPE);
    stages(code, frame, count);
    List<Local> partial = arrays(code, frame, true);
    Label fewer = new Label();
    Label tree = new Label();
    code.load(count);
    code.constant(KernelCode.ACCUMULATORS);
    code.jump(IF_ICMPLT, fewer);
    Local full = code.local("full", Type.INT_TYPE);
    code.load(count);
    code.constant(-KernelCode.ACCUMULATORS);
    code.op(IAND);
    code.store(full);
    code.load(frame);
    code.load(full);
    partial.forEach(code::load);
    call(code, FoldPasses.PASSES, FoldPasses.descriptor(fold.dtypes(), "I"));
    code.load(full);
    code.load(count);
    code.jump(IF_ICMPEQ, tree);
    code.load(frame);
    code.load(full);
    code.load(count);
    code.load(full);
    code.op(INEG);
    partial.forEach(code::load);
    call(code, FoldMethods.NEXT, ElementMethod.descriptor(fold.dtypes()));
    code.jump(GOTO, tree);
    code.mark(fewer);
    elements(code, FoldMethods.FIRST, frame, count, 0, partial);
    code.mark(tree);
    code.load(frame);
    code.load(count);
    code.constant(KernelCode.ACCUMULATORS);
    code.invokeStatic("java/lang/Math", "min", "(II)I");
    code.load(slot);
    partial.forEach(code::load);
    call(code, FoldPasses.TREE, FoldPasses.descriptor(fold.dtypes(), "II"));
    end(code);
  }

  /** Calls an element method over {@code count} elements. */
  private void elements(
      Code code, String name, Local frame, Local count, int slot, List<Local> arrays) {
    code.load(frame);
    code.constant(0);
    code.load(count);
    code.constant(slot);
    arrays.forEach(code::load);
    call(code, name, ElementMethod.descriptor(fold.dtypes()));
  }

  private void elements(
      Code code, String name, Local frame, Local count, Local slot, List<Local> arrays) {
    code.load(frame);
    code.constant(0);
    code.load(count);
    code.load(slot);
    arrays.forEach(code::load);
    call(code, name, ElementMethod.descriptor(fold.dtypes()));
  }

  private void foldRow() {
    Code code = in.builder().method("foldRow", "(L" + Types.FRAME + ";JIIZ)V");
    Local frame = frame(code);
    code.parameter("origin", Type.LONG_TYPE);
    Local count = code.parameter("count", Type.INT_TYPE);
    Local slot = code.parameter("slot", Type.INT_TYPE);
    Local first = code.parameter("first", Type.BOOLEAN_TYPE);
    stages(code, frame, count);
    List<Local> arrays = arrays(code, frame, false);
    Label next = new Label();
    Label end = new Label();
    code.load(first);
    code.jump(IFEQ, next);
    elements(code, FoldMethods.FIRST, frame, count, slot, arrays);
    code.jump(GOTO, end);
    code.mark(next);
    elements(code, FoldMethods.NEXT, frame, count, slot, arrays);
    code.mark(end);
    end(code);
  }

  private void merge() {
    Code code = in.builder().method("merge", "(L" + Types.FRAME + ";III)V");
    Local frame = frame(code);
    Local into = code.parameter("into", Type.INT_TYPE);
    Local from = code.parameter("from", Type.INT_TYPE);
    Local count = code.parameter("count", Type.INT_TYPE);
    List<Local> arrays = arrays(code, frame, false);
    code.load(frame);
    code.load(from);
    code.load(from);
    code.load(count);
    code.op(IADD);
    code.load(into);
    code.load(from);
    code.op(ISUB);
    arrays.forEach(code::load);
    call(code, FoldMethods.MERGE, ElementMethod.descriptor(fold.dtypes()));
    end(code);
  }

  private void identity() {
    Code code = in.builder().method("identity", "(L" + Types.FRAME + ";II)V");
    Local frame = frame(code);
    Local slot = code.parameter("slot", Type.INT_TYPE);
    Local count = code.parameter("count", Type.INT_TYPE);
    elements(code, FoldMethods.IDENTITY, frame, count, slot, arrays(code, frame, false));
    end(code);
  }

  private void finish() {
    Code code = in.builder().method("finish", "(L" + Types.FRAME + ";JII)V");
    Local frame = frame(code);
    code.parameter("origin", Type.LONG_TYPE);
    Local count = code.parameter("count", Type.INT_TYPE);
    Local slot = code.parameter("slot", Type.INT_TYPE);
    elements(code, FoldMethods.FINISH, frame, count, slot, arrays(code, frame, false));
    end(code);
  }
}
