// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Whatever is computed with it becomes lets of the kernel's language. */
public final class Recording implements AtomAlgebra {
  private final List<Stmt> statements = new ArrayList<>();
  private final String prefix;

  /**
   * @param prefix begins the names bound here; unlike any other in the kernel
   */
  public Recording(String prefix) {
    this.prefix = prefix;
  }

  /** What was computed so far, in order. */
  public List<Stmt> statements() {
    return statements;
  }

  @Override
  public Atom apply(Prim prim, Atom a) {
    return record(a.dtype(), new Operation.Apply(prim, List.of(a)));
  }

  @Override
  public Atom apply(Prim prim, Atom a, Atom b) {
    DType dtype = prim.isComparison() ? DType.BOOL : a.dtype();
    return record(dtype, new Operation.Apply(prim, List.of(a, b)));
  }

  @Override
  public Atom apply(Prim prim, Atom a, Atom b, Atom c) {
    return record(b.dtype(), new Operation.Apply(prim, List.of(a, b, c)));
  }

  @Override
  public Atom convert(DType to, Atom a) {
    return record(to, new Operation.Apply(Prim.CONVERT, List.of(a)));
  }

  @Override
  public Atom bitcast(DType to, Atom a) {
    return record(to, new Operation.Apply(Prim.BITCAST, List.of(a)));
  }

  @Override
  public Atom call(Routine routine, List<Atom> arguments) {
    return record(routine.result(), new Operation.Call(routine, arguments));
  }

  @Override
  public void require(Fault fault, Atom ok) {
    throw new CompilerBug("kernel", "a reduction cannot fail");
  }

  /** Appends a statement. */
  public void add(Stmt stmt) {
    statements.add(stmt);
  }

  /** Appends a let and gives its name. */
  public Atom record(DType dtype, Operation operation) {
    Stmt.Let let = new Stmt.Let(prefix + statements.size(), dtype, operation);
    statements.add(let);
    return let.ref();
  }
}
