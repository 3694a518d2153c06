// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import dev.weft.fft.Axes.Parts;
import dev.weft.parallel.Workers;
import dev.weft.procedure.Library;
import dev.weft.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * Transforms along all axes but the first of planes of real and imaginary parts, none of them
 * scaled.
 */
public final class Transforms implements Library {
  private static final Recent<Transform> TRANSFORMS = new Recent<>(Transform::of);
  private static final Recent<RealLines> REAL = new Recent<>(RealLines::new);

  /** For {@link java.util.ServiceLoader}. */
  public Transforms() {}

  @Override
  public Set<String> routines() {
    return Set.of("fft.fft", "fft.rfft", "fft.irfft");
  }

  @Override
  public void run(String routine, List<Tensor> operands, List<Tensor> results, Workers workers) {
    Axes axes = new Axes(workers);
    Parts from = parts(operands);
    Parts into = parts(results);
    if (from.re().size() == 0 || into.re().size() == 0) {
      return;
    }
    int last = from.re().rank() - 1;
    switch (routine) {
      case "fft.fft" -> {
        if (from.im() == null) {
          axes.run(last, from, into, REAL.get(into.length(last))::whole);
        } else {
          complex(axes, last, from, into);
        }
        others(axes, last, into, into);
      }
      case "fft.rfft" -> {
        axes.run(last, from, into, REAL.get(from.length(last))::forward);
        others(axes, last, into, into);
      }
      case "fft.irfft" -> {
        Parts half = last == 1 ? from : like(from.re());
        if (last > 1) {
          others(axes, last, from.exchanged(), half.exchanged());
        }
        axes.run(last, half, into, REAL.get(into.length(last))::backward);
      }
      default -> throw new IllegalArgumentException(routine);
    }
  }

  private static Parts parts(List<Tensor> tensors) {
    return new Parts(tensors.getFirst(), tensors.size() == 2 ? tensors.get(1) : null);
  }

  private static Parts like(Tensor x) {
    return new Parts(Tensor.zeros(x.dtype(), x.shape()), Tensor.zeros(x.dtype(), x.shape()));
  }

  /** The axes between the first and the last one, backwards. */
  private static void others(Axes axes, int last, Parts from, Parts into) {
    Parts source = from;
    for (int axis = last - 1; axis > 0; axis--) {
      complex(axes, axis, source, into);
      source = into;
    }
  }

  private static void complex(Axes axes, int axis, Parts from, Parts into) {
    axes.run(axis, from, into, TRANSFORMS.get(from.length(axis))::run);
  }
}
