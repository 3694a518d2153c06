// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Recording;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * All reductions of a fold together: lists hold one entry per component, in order. Arrays are
 * locals, one per component.
 */
record Reductions(BodyEmitter body, Stmt.Fold fold) implements Opcodes {

  /** The dtypes of all components. */
  static List<DType> dtypes(Stmt.Fold fold) {
    List<DType> dtypes = new ArrayList<>();
    fold.reductions().forEach(r -> dtypes.addAll(r.monoid().components(r.dtype())));
    return dtypes;
  }

  List<DType> dtypes() {
    return dtypes(fold);
  }

  /** The element's values, in terms of the fold's body. */
  List<Atom> values() {
    return fold.reductions().stream().flatMap(r -> r.values().stream()).toList();
  }

  /** The names of the results. */
  List<String> results() {
    return fold.reductions().stream().flatMap(r -> r.results().stream()).toList();
  }

  /**
   * Values that change nothing, to the bit, when combined with any other: they fill accumulators
   * that have no element yet.
   */
  static List<Literal> neutral(Stmt.Fold fold) {
    List<Literal> neutral = new ArrayList<>();
    for (Stmt.Reduction reduction : fold.reductions()) {
      neutral.addAll(reduction.monoid().neutral(reduction.dtype()));
    }
    return neutral;
  }

  /** The values of an empty reduction; neutral ones where a monoid has none. */
  static List<Literal> identity(Stmt.Fold fold) {
    List<Literal> identity = new ArrayList<>();
    for (Stmt.Reduction reduction : fold.reductions()) {
      DType dtype = reduction.dtype();
      List<Literal> own = reduction.monoid().identity(dtype);
      List<Literal> values = own.isEmpty() ? reduction.monoid().neutral(dtype) : own;
      boolean one = reduction.monoid().components(dtype).size() == 1;
      values.forEach(value -> identity.add(one ? value.to(dtype) : value));
    }
    return identity;
  }

  /** Writes the combination of two sets of values. */
  List<Atom> combine(List<Atom> x, List<Atom> y) {
    Recording recording = new Recording(body.scope().fresh() + "_");
    List<Atom> combined = Stmt.Reduction.combine(fold.reductions(), recording, x, y);
    recording.statements().forEach(body::emit);
    return combined;
  }

  private Code code() {
    return body.code();
  }

  /** Reads one element per component into fresh names. */
  List<Atom> load(List<Local> arrays, Local index) {
    return load(arrays, () -> code().load(index));
  }

  List<Atom> load(List<Local> arrays, Runnable index) {
    List<Atom> loaded = new ArrayList<>();
    List<DType> dtypes = dtypes();
    for (int c = 0; c < dtypes.size(); c++) {
      Local array = arrays.get(c);
      DType dtype = dtypes.get(c);
      String name = body.scope().fresh();
      body.bind(name, dtype, () -> body.lanes().load(dtype, () -> element(array, index)));
      loaded.add(new Atom.Ref(name, dtype));
    }
    return loaded;
  }

  private void element(Local array, Runnable index) {
    code().load(array);
    index.run();
  }

  void store(List<Local> arrays, Local index, List<Atom> values) {
    store(arrays, () -> code().load(index), values);
  }

  void store(List<Local> arrays, Runnable index, List<Atom> values) {
    List<DType> dtypes = dtypes();
    for (int c = 0; c < dtypes.size(); c++) {
      Local array = arrays.get(c);
      body.lanes().store(dtypes.get(c), values.get(c), () -> element(array, index));
    }
  }

  /** {@code to[toIndex] = combine(x[xIndex], y[yIndex])}. */
  void combineInto(
      List<Local> to, Local toIndex, List<Local> x, Local xIndex, List<Local> y, Local yIndex) {
    int mark = body.scope().mark();
    store(to, toIndex, combine(load(x, xIndex), load(y, yIndex)));
    body.scope().release(mark);
  }

  void copy(List<Local> from, Local fromIndex, List<Local> to, Local toIndex) {
    int mark = body.scope().mark();
    store(to, toIndex, load(from, fromIndex));
    body.scope().release(mark);
  }

  void setIdentity(List<Local> arrays, Local index) {
    List<Atom> identity = identity(fold).stream().<Atom>map(Atom.Const::new).toList();
    store(arrays, index, identity);
  }

  /** Binds the names of the results to an element of the arrays. */
  void bindResults(List<Local> arrays, Local index) {
    List<DType> dtypes = dtypes();
    List<String> results = results();
    for (int c = 0; c < dtypes.size(); c++) {
      Local array = arrays.get(c);
      DType dtype = dtypes.get(c);
      body.bind(
          results.get(c),
          dtype,
          () -> body.lanes().load(dtype, () -> element(array, () -> code().load(index))));
    }
  }

  /** Combines elements 0 .. m-1 into element 0 by halving; {@code m} ends as 1. */
  void halve(List<Local> arrays, Local m) {
    Code code = code();
    Local h = code.local("h", Type.INT_TYPE);
    Local j = code.local("j", Type.INT_TYPE);
    Local pair = code.local("pair", Type.INT_TYPE);
    Label head = new Label();
    Label exit = new Label();
    code.mark(head);
    code.load(m);
    code.constant(1);
    code.jump(IF_ICMPLE, exit);
    code.load(m);
    code.constant(1);
    code.op(IADD);
    code.constant(1);
    code.op(ISHR);
    code.store(h);
    Label inner = new Label();
    Label done = new Label();
    code.constant(0);
    code.store(j);
    code.load(h);
    code.store(pair);
    code.mark(inner);
    code.load(pair);
    code.load(m);
    code.jump(IF_ICMPGE, done);
    combineInto(arrays, j, arrays, j, arrays, pair);
    code.increment(j, 1);
    code.increment(pair, 1);
    code.jump(GOTO, inner);
    code.mark(done);
    code.load(h);
    code.store(m);
    code.jump(GOTO, head);
    code.mark(exit);
    List.of(h, j, pair).forEach(code::release);
  }
}
