// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.fuse.Cluster;
import java.util.List;

/** A loop that reduces nothing. */
record MapLowering(Draft draft, Cluster.Loop loop) {

  Lowered lowered() {
    draft
        .builder()
        .keptLoops(
            place -> {
              Values values = draft.values(place, List.of());
              values.compute(loop.body());
              draft.store(loop.stored(), values, List.of(), place);
            });
    return draft.lowered(loop.stored().getFirst());
  }
}
