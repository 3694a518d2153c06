// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.tensor.DType;
import dev.weft.tensor.Native;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.lang.foreign.Arena;

/** Tensors outside the heap. */
final class Natives {
  private Natives() {}

  /** The same tensor, layout included, over a copy of its storage. */
  static Tensor moved(Tensor tensor) {
    DType part = tensor.dtype().part();
    long count = Storage.length(tensor.storage());
    Native memory = memory(part, count);
    long[] all = {count};
    long[] one = {1};
    Tensor.view(part, tensor.storage(), 0, all, one).copyTo(Tensor.view(part, memory, 0, all, one));
    return Tensor.view(tensor.dtype(), memory, tensor.offset(), tensor.shape(), tensor.strides());
  }

  static Tensor zeros(DType dtype, long[] shape) {
    Tensor like = Tensor.zeros(dtype, shape);
    Native memory = memory(dtype.part(), Storage.length(like.storage()));
    return Tensor.view(dtype, memory, 0, shape, like.strides());
  }

  private static Native memory(DType dtype, long count) {
    return new Native(dtype, Arena.ofAuto().allocate(count * dtype.bytes()));
  }
}
