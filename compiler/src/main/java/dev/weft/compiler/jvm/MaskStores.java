// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.program.KernelCode.Domain;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps stores of masks out of long loops. The method that stores a mask is the one vector method
 * that the JVM does not inline at any cost, and where it does not, the mask is boxed for every
 * group of lanes. So bools cross between loops as 0 and 1 in i32 arrays, and a long loop leaves its
 * bool outputs to a short one that follows.
 */
final class MaskStores {
  /** Statements up to which the store of a mask is inlined for sure: half of what was measured. */
  private static final int SHORT = 24;

  private final Form form;
  private final Lines lines;
  private final Map<String, DType> scratch = new LinkedHashMap<>();
  private final List<Form.Stage> stages = new ArrayList<>();
  private int names;

  private MaskStores(Form form, Lines lines) {
    this.form = form;
    this.lines = lines;
    form.scratch().forEach((name, dtype) -> scratch.put(name, asInts(dtype)));
  }

  private static DType asInts(DType dtype) {
    return dtype == DType.BOOL ? DType.I32 : dtype;
  }

  /** The same form with masks stored in short loops only. */
  static Form spare(Form form, Lines lines) {
    MaskStores spared = new MaskStores(form, lines);
    form.stages().forEach(spared::stage);
    Stmt.Fold fold = form.fold();
    if (fold != null) {
      List<Stmt> body = spared.block(fold.body(), false, new ArrayList<>());
      fold = new Stmt.Fold(fold.reductions(), fold.axes(), fold.blockVar(), fold.perBlock(), body);
    }
    return new Form(
        form.domains(), spared.scratch, form.invariants(), spared.stages, fold, form.epilogue());
  }

  private void stage(Form.Stage stage) {
    boolean spare = form.fold() == null && stage.vector() && stage.body().size() > SHORT;
    List<Stmt> outputs = new ArrayList<>();
    stages.add(new Form.Stage(stage.vector(), block(stage.body(), spare, outputs)));
    if (!outputs.isEmpty()) {
      stages.add(new Form.Stage(true, outputs));
    }
  }

  private List<Stmt> block(List<Stmt> block, boolean spare, List<Stmt> outputs) {
    List<Stmt> result = new ArrayList<>();
    for (Stmt stmt : block) {
      switch (stmt) {
        case Stmt.Let(String name, DType dtype, Operation.Load(String buffer, Index index))
            when dtype == DType.BOOL && form.scratch().containsKey(buffer) ->
            load(stmt, name, buffer, index, result);
        case Stmt.Store(String buffer, Index index, Atom value)
            when value.dtype() == DType.BOOL && form.scratch().containsKey(buffer) ->
            store(stmt, buffer, index, value, result);
        case Stmt.Store(String buffer, Index index, Atom value)
            when value.dtype() == DType.BOOL && spare && window(buffer) -> {
          String array = "$flags" + names++;
          scratch.put(array, DType.I32);
          store(stmt, array, index, value, result);
          String name = "$flag" + names++;
          load(stmt, name, array, index, outputs);
          Atom flag = new Atom.Ref(name, DType.BOOL);
          outputs.add(lines.like(stmt, new Stmt.Store(buffer, index, flag)));
        }
        default -> result.add(stmt);
      }
    }
    return result;
  }

  private boolean window(String buffer) {
    return form.domains().get(buffer) == Domain.KEPT;
  }

  private void load(Stmt of, String name, String array, Index index, List<Stmt> into) {
    Operation load = new Operation.Load(array, index);
    Stmt.Let ints = lines.like(of, new Stmt.Let("$int" + names++, DType.I32, load));
    Atom zero = new Atom.Const(Literal.of(0));
    Operation set = new Operation.Apply(Prim.NE, List.of(ints.ref(), zero));
    into.add(ints);
    into.add(lines.like(of, new Stmt.Let(name, DType.BOOL, set)));
  }

  private void store(Stmt of, String array, Index index, Atom value, List<Stmt> into) {
    Operation convert = new Operation.Apply(Prim.CONVERT, List.of(value));
    Stmt.Let ints = lines.like(of, new Stmt.Let("$int" + names++, DType.I32, convert));
    into.add(ints);
    into.add(lines.like(of, new Stmt.Store(array, index, ints.ref())));
  }
}
