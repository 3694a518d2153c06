// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import java.util.List;

/**
 * A map of indices from one tensor to another: a view, never a copy (but {@link Reshape} copies
 * where the strides of its operand leave no other way).
 */
public sealed interface Movement {

  /** Row-major renumbering to another shape with as many elements. */
  record Reshape(List<Dim> shape) implements Movement {
    public Reshape {
      shape = List.copyOf(shape);
    }
  }

  /** Result axis i is operand axis {@code axes[i]}. */
  record Permute(List<Integer> axes) implements Movement {
    public Permute {
      axes = List.copyOf(axes);
    }
  }

  /** To a shape of the same or higher rank; axes are aligned at the right, size 1 is repeated. */
  record Broadcast(List<Dim> shape) implements Movement {
    public Broadcast {
      shape = List.copyOf(shape);
    }
  }

  /**
   * Per axis {@code size} elements from {@code start} in steps of {@code step} (which may be
   * negative, never 0). Starts and sizes are already clamped to the operand.
   */
  record Slice(List<Dim> start, List<Dim> size, List<Long> step) implements Movement {
    public Slice {
      start = List.copyOf(start);
      size = List.copyOf(size);
      step = List.copyOf(step);
    }
  }
}
