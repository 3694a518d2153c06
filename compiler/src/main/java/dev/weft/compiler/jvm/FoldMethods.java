// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Recording;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a fold that are element loops: bodies in which the accumulators are windows like any
 * other.
 */
record FoldMethods(Form form) {
  static final String FIRST = "rowFirst";
  static final String NEXT = "rowNext";
  static final String MERGE = "merged";
  static final String IDENTITY = "empty";
  static final String FINISH = "finished";
  private static final Index PRESENT = new Index.At(List.of());

  List<DType> dtypes() {
    return Reductions.dtypes(form.fold());
  }

  private List<Atom> values() {
    return form.fold().reductions().stream().flatMap(r -> r.values().stream()).toList();
  }

  /** Elements become the accumulators. */
  List<Stmt> first() {
    List<Stmt> body = new ArrayList<>(form.fold().body());
    store(body, values());
    return body;
  }

  /** Elements are combined into the accumulators. */
  List<Stmt> next() {
    List<Stmt> body = new ArrayList<>(form.fold().body());
    List<Atom> before = load(body, ElementMethod.ACCUMULATOR);
    store(body, combine(body, before, values()));
    return body;
  }

  /** Accumulators are combined with others. */
  List<Stmt> merge() {
    List<Stmt> body = new ArrayList<>();
    List<Atom> x = load(body, ElementMethod.ACCUMULATOR);
    List<Atom> y = load(body, ElementMethod.OTHER);
    store(body, combine(body, x, y));
    return body;
  }

  /** Accumulators take the value of an empty reduction. */
  List<Stmt> identity() {
    List<Stmt> body = new ArrayList<>();
    List<Literal> identity = Reductions.identity(form.fold());
    store(body, identity.stream().<Atom>map(Atom.Const::new).toList());
    return body;
  }

  /** What follows the reduction, its results read from the accumulators. */
  List<Stmt> finish() {
    List<Stmt> body = new ArrayList<>();
    List<String> results =
        form.fold().reductions().stream().flatMap(r -> r.results().stream()).toList();
    for (int c = 0; c < results.size(); c++) {
      Operation load = new Operation.Load(ElementMethod.ACCUMULATOR + c, PRESENT);
      body.add(new Stmt.Let(results.get(c), dtypes().get(c), load));
    }
    body.addAll(form.epilogue());
    return body;
  }

  private List<Atom> combine(List<Stmt> body, List<Atom> x, List<Atom> y) {
    Recording recording = new Recording("$c");
    List<Atom> combined = Stmt.Reduction.combine(form.fold().reductions(), recording, x, y);
    body.addAll(recording.statements());
    return combined;
  }

  private List<Atom> load(List<Stmt> body, String buffers) {
    List<Atom> loaded = new ArrayList<>();
    for (int c = 0; c < dtypes().size(); c++) {
      Operation load = new Operation.Load(buffers + c, PRESENT);
      Stmt.Let let = new Stmt.Let(buffers + "v" + c, dtypes().get(c), load);
      body.add(let);
      loaded.add(let.ref());
    }
    return loaded;
  }

  private static void store(List<Stmt> body, List<Atom> values) {
    for (int c = 0; c < values.size(); c++) {
      body.add(new Stmt.Store(ElementMethod.ACCUMULATOR + c, PRESENT, values.get(c)));
    }
  }
}
