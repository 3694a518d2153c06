// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.fuse;

import dev.weft.compiler.fuse.Fusion.LoopKey;
import dev.weft.compiler.fuse.Fusion.LoopMembers;
import java.util.ArrayList;
import java.util.List;

/** Lets a loop that only stores join a reducing loop over the same elements: one pass, not two. */
final class Joining {

  private Joining() {}

  static List<LoopMembers> join(List<LoopMembers> loops) {
    List<LoopMembers> result = new ArrayList<>();
    for (LoopMembers loop : loops) {
      boolean plain = loop.key.reducedAxes().isEmpty() && loop.key.isShared();
      LoopMembers host = plain ? host(loop.key, loops) : null;
      if (host == null) {
        result.add(loop);
      } else {
        host.stored.addAll(loop.stored);
      }
    }
    return result;
  }

  private static LoopMembers host(LoopKey plain, List<LoopMembers> loops) {
    for (LoopMembers loop : loops) {
      LoopKey key = loop.key;
      boolean reduces = !key.reducedAxes().isEmpty() && key.isShared();
      if (reduces && key.stage() == plain.stage() && key.shape().equals(plain.shape())) {
        return loop;
      }
    }
    return null;
  }
}
