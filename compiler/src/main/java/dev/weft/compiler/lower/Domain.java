// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.fuse.Cluster;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes of a kernel: the loop's axes, kept ones first.
 *
 * @param order entry i is the loop axis that is axis i of the kernel
 */
record Domain(List<Dim> shape, List<Integer> order, int keptRank) {

  /** The domain of a single element. */
  static final Domain NONE = of(List.of(), List.of());

  static Domain of(Cluster.Loop loop) {
    return of(loop.shape(), loop.reducedAxes());
  }

  static Domain of(List<Dim> shape, List<Integer> reducedAxes) {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, shape.size()).filter(i -> !reducedAxes.contains(i)).forEach(order::add);
    int kept = order.size();
    order.addAll(reducedAxes);
    return new Domain(shape, order, kept);
  }

  List<Dim> kept() {
    return order.subList(0, keptRank).stream().map(shape::get).toList();
  }

  List<Dim> reduced() {
    return order.subList(keptRank, order.size()).stream().map(shape::get).toList();
  }

  List<Dim> all() {
    return order.stream().map(shape::get).toList();
  }

  /** From a tensor with the loop's axes to one with the kernel's. */
  List<Movement> path() {
    List<Integer> identity = IntStream.range(0, order.size()).boxed().toList();
    return order.equals(identity) ? List.of() : List.of(new Movement.Permute(order));
  }

  /** From a tensor whose axes are {@code axes} of {@code target}, in this order, to all of it. */
  static List<Movement> spread(List<Integer> axes, List<Dim> target) {
    List<Dim> ones = new ArrayList<>(Collections.nCopies(target.size(), Dim.ONE));
    axes.forEach(axis -> ones.set(axis, target.get(axis)));
    List<Movement> path = new ArrayList<>();
    if (axes.size() < target.size()) {
      path.add(new Movement.Reshape(ones));
      path.add(new Movement.Broadcast(target));
    }
    return path;
  }
}
