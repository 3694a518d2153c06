// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Kernel.Mode;
import dev.weft.compiler.kernel.Kernel.Param;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kernel taken apart whose fold sums products of two elements and nothing else, so that a library
 * may do the fold.
 *
 * @param left the parameter that one factor is read from
 * @param right that of the other
 * @param dtype of both and of the sums
 * @param sums the parameter by which {@code after} is given the sums, over the kept axes
 * @param after what the kernel does with the sums, as a naive kernel without reduced axes
 */
public record SumOfProducts(String left, String right, DType dtype, String sums, Kernel after) {

  /** Nothing for a kernel that is no plain nest of loops around such a fold. */
  public static Optional<SumOfProducts> of(Kernel naive) {
    return Nest.of(naive).flatMap(Nest::fold).flatMap(fold -> of(naive, fold));
  }

  private static Optional<SumOfProducts> of(Kernel naive, Nest.Folded fold) {
    if (fold.reductions().size() != 1
        || fold.reductions().getFirst().monoid() != Monoid.SUM
        || fold.body().size() != 3
        || !(fold.body().get(0) instanceof Stmt.Let(var x, var left, Operation.Load one))
        || !(fold.body().get(1) instanceof Stmt.Let(var y, var right, Operation.Load other))
        || !(fold.body().get(2) instanceof Stmt.Let(var xy, var dtype, Operation.Apply product))) {
      return Optional.empty();
    }
    Atom.Ref a = new Atom.Ref(x, left);
    Atom.Ref b = new Atom.Ref(y, right);
    boolean plain =
        product.prim() == Prim.MUL
            && (product.operands().equals(List.of(a, b))
                || product.operands().equals(List.of(b, a)))
            && fold.values().equals(List.of(new Atom.Ref(xy, dtype)))
            && fold.reductions().getFirst().dtype() == dtype
            && one.index() instanceof Index.Full
            && other.index() instanceof Index.Full;
    if (!plain) {
      return Optional.empty();
    }
    String sums = new Names(naive).fresh("sums");
    Kernel after = after(naive, List.of(one.buffer(), other.buffer()), dtype, sums);
    return Optional.of(new SumOfProducts(one.buffer(), other.buffer(), dtype, sums, after));
  }

  private static Kernel after(Kernel naive, List<String> factors, DType dtype, String sums) {
    List<Param> params = new ArrayList<>();
    params.add(new Param(sums, dtype, naive.keptRank(), Mode.IN));
    naive.params().stream().filter(p -> !factors.contains(p.name())).forEach(params::add);
    List<Stmt> body = loaded(naive.body(), sums, List.of());
    return new Kernel(naive.name(), naive.keptRank(), 0, params, naive.sites(), body);
  }

  /** The statements with a load of the sum in the place of the fold. */
  private static List<Stmt> loaded(List<Stmt> stmts, String sums, List<Atom> index) {
    List<Stmt> loaded = new ArrayList<>();
    for (Stmt stmt : stmts) {
      if (stmt instanceof Stmt.Loop loop) {
        List<Atom> inside = new ArrayList<>(index);
        inside.add(new Atom.Ref(loop.var(), DType.I64));
        loaded.add(loop.withBody(loaded(loop.body(), sums, inside)));
      } else if (stmt instanceof Stmt.Fold fold) {
        Stmt.Reduction sum = fold.reductions().getFirst();
        Operation load = new Operation.Load(sums, new Index.At(index));
        loaded.add(new Stmt.Let(sum.results().getFirst(), sum.dtype(), load));
      } else {
        loaded.add(stmt);
      }
    }
    return loaded;
  }

  /** The parameter that takes the sums as they are, if nothing else is done with them. */
  public Optional<String> stored() {
    List<Stmt> level = after.body();
    while (level.size() == 1 && level.getFirst() instanceof Stmt.Loop loop) {
      level = loop.body();
    }
    return level.size() == 2
            && level.get(0) instanceof Stmt.Let(var name, var type, Operation.Load load)
            && load.buffer().equals(sums)
            && level.get(1) instanceof Stmt.Store(var buffer, _, var value)
            && value.equals(new Atom.Ref(name, type))
        ? Optional.of(buffer)
        : Optional.empty();
  }
}
