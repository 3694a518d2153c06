// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.fuse.Cluster;
import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.compiler.kernel.Atom;
import java.util.List;

/** What follows the folds of a loop, per kept place. */
final class Epilogue {

  private Epilogue() {}

  /**
   * @param folded per fold the components of its result
   */
  static void write(Draft draft, Cluster.Loop loop, List<Atom> kept, List<List<Atom>> folded) {
    Values values = draft.values(kept, List.of());
    for (int i = 0; i < folded.size(); i++) {
      Node fold = loop.folds().get(i);
      int result = fold.op() instanceof Op.Reduce reduce ? reduce.monoid().result() : 0;
      values.put(fold, folded.get(i).get(result));
    }
    values.compute(loop.epilogue());
    draft.store(loop.results(), values, List.of(), kept);
  }
}
