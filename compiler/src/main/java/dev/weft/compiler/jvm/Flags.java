// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bools that a kernel keeps in memory of its own, in scratch and in the accumulators of ANY and
 * ALL, become 0 and 1 in i32: vectors of ints cost less to load and store than masks.
 */
final class Flags {
  private final Form form;
  private final Lines lines;
  private int names;

  private Flags(Form form, Lines lines) {
    this.form = form;
    this.lines = lines;
  }

  /** The same form with ints where it kept bools. */
  static Form asInts(Form form, Lines lines) {
    Flags flags = new Flags(form, lines);
    Map<String, DType> scratch = new LinkedHashMap<>();
    form.scratch().forEach((name, dtype) -> scratch.put(name, asInts(dtype)));
    List<Form.Stage> stages = new ArrayList<>();
    for (Form.Stage stage : form.stages()) {
      stages.add(new Form.Stage(stage.vector(), flags.block(stage.body())));
    }
    List<Stmt> epilogue = new ArrayList<>();
    Stmt.Fold fold = form.fold() == null ? null : flags.fold(epilogue);
    epilogue.addAll(form.epilogue());
    return new Form(form.domains(), scratch, form.invariants(), stages, fold, epilogue);
  }

  private static DType asInts(DType dtype) {
    return dtype == DType.BOOL ? DType.I32 : dtype;
  }

  private List<Stmt> block(List<Stmt> block) {
    List<Stmt> result = new ArrayList<>();
    for (Stmt stmt : block) {
      switch (stmt) {
        case Stmt.Let(String name, DType dtype, Operation.Load load)
            when dtype == DType.BOOL && form.scratch().containsKey(load.buffer()) -> {
          Stmt.Let ints = lines.like(stmt, new Stmt.Let("$int" + names++, DType.I32, load));
          result.add(ints);
          result.add(isSet(stmt, name, ints.ref()));
        }
        case Stmt.Store(String buffer, Index index, Atom value)
            when value.dtype() == DType.BOOL && form.scratch().containsKey(buffer) -> {
          Atom ints = toInt(stmt, value, result);
          result.add(lines.like(stmt, new Stmt.Store(buffer, index, ints)));
        }
        default -> result.add(stmt);
      }
    }
    return result;
  }

  private Stmt.Let isSet(Stmt of, String name, Atom ints) {
    List<Atom> operands = List.of(ints, new Atom.Const(Literal.of(0)));
    Operation set = new Operation.Apply(Prim.NE, operands);
    return lines.like(of, new Stmt.Let(name, DType.BOOL, set));
  }

  private Atom toInt(Stmt of, Atom value, List<Stmt> into) {
    Operation convert = new Operation.Apply(Prim.CONVERT, List.of(value));
    Stmt.Let ints = lines.like(of, new Stmt.Let("$int" + names++, DType.I32, convert));
    into.add(ints);
    return ints.ref();
  }

  /** The fold over ints; what turns its results into bools goes to {@code epilogue}. */
  private Stmt.Fold fold(List<Stmt> epilogue) {
    Stmt.Fold fold = form.fold();
    List<Stmt> body = block(fold.body());
    List<Stmt.Reduction> reductions = new ArrayList<>();
    for (Stmt.Reduction reduction : fold.reductions()) {
      reductions.add(
          reduction.dtype() == DType.BOOL && !reduction.monoid().isArg()
              ? reduction(reduction, body, epilogue)
              : reduction);
    }
    return lines.like(
        fold,
        new Stmt.Fold(
            reductions, fold.axes(), fold.blockVar(), fold.perBlock(), body, fold.each()));
  }

  private Stmt.Reduction reduction(Stmt.Reduction reduction, List<Stmt> body, List<Stmt> epilogue) {
    Atom value = toInt(form.fold(), reduction.values().get(0), body);
    String result = "$int" + names++;
    Atom ints = new Atom.Ref(result, DType.I32);
    epilogue.add(isSet(form.fold(), reduction.results().get(0), ints));
    return new Stmt.Reduction(reduction.monoid(), DType.I32, List.of(result), List.of(value));
  }
}
