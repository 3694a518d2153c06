// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.tensor.DType;
import java.util.Map;

/**
 * The names, all internal ones, of what tasks are written in terms of.
 *
 * @param context the class of a task's first argument, which knows groups and threads
 * @param index the descriptor of its fields {@code groupIdx}, {@code localIdx}, {@code globalIdx}
 * @param arrays per dtype the class of arrays, with {@code get} and {@code set}
 * @param math the class of the operations that the device has not, or has differently
 * @param fused the class whose {@code fma} rounds once
 */
public record TaskApi(
    String context, String index, Map<DType, String> arrays, String math, String fused) {
  public TaskApi {
    arrays = Map.copyOf(arrays);
  }

  String array(DType dtype) {
    return arrays.get(dtype);
  }
}
