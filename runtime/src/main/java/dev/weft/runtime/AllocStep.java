// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.runtime.Slots.Owner;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/** Gives a slot memory: the caller's, new memory, or a buffer used before. */
final class AllocStep implements Prepared {
  /** In place of a storage number: memory that nobody had before. */
  static final int NEW = -1;

  private final int slot;
  private final DType dtype;
  private final Strided layout;
  private final long count;
  private final int storage;
  private final Owner owner;

  /** The layout of the caller's tensor given last. */
  private Strided placed;

  AllocStep(Step.Alloc step, long[] shape, int storage, boolean result) {
    this.slot = step.slot();
    this.dtype = step.dtype();
    this.layout = Strided.rowMajor(dtype, shape);
    this.count = count(shape);
    this.storage = storage;
    this.owner = result ? Owner.RESULT : Owner.PROGRAM;
    this.placed = layout;
  }

  /** The number of elements, or -1 if no array holds them. */
  private static long count(long[] shape) {
    long count = 1;
    for (long extent : shape) {
      count = extent < 0 || count > Storage.MAX_ELEMENTS ? -1 : count * extent;
      if (count <= 0) {
        return count;
      }
    }
    return count > Storage.MAX_ELEMENTS ? -1 : count;
  }

  @Override
  public void run(Run run) {
    Tensor place = run.places[slot] != null ? run.places[slot] : named(run);
    if (place != null) {
      if (!placed.fits(place)) {
        placed = layout.fits(place) ? layout : checked(run, place);
      }
      run.slots.set(slot, place.storage(), place.offset(), placed, Owner.CALLER);
    } else if (count < 0) {
      throw tooLarge(run);
    } else {
      run.slots.set(slot, memory(run), 0, layout, owner);
    }
  }

  /** The memory that the caller has for this result, or null. */
  private Tensor named(Run run) {
    Program.Output output = run.named[slot];
    if (output == null) {
      return null;
    }
    ResultMemory results = run.options.results();
    if (!output.complex()) {
      return results.allocate(output.name(), dtype, layout.shape().clone());
    }
    long[] shape = Arrays.copyOf(layout.shape(), layout.rank() - 1);
    Tensor place = results.allocate(output.name(), dtype.complex(), shape);
    return place == null ? null : place.parts();
  }

  private Strided checked(Run run, Tensor place) {
    Strided other = Strided.of(place);
    if (other.dtype() != dtype || !Arrays.equals(other.shape(), layout.shape())) {
      throw run.error(Outputs.doesNotFit(place, layout), -1, -1);
    }
    return other;
  }

  private Object memory(Run run) {
    try {
      return storage == NEW
          ? Storage.allocate(dtype, count)
          : run.buffers.take(storage, dtype, count);
    } catch (OutOfMemoryError _) { // of one array at once: the heap is as it was
      throw tooLarge(run);
    }
  }

  private RuntimeException tooLarge(Run run) {
    String shape = dtype + Arrays.toString(layout.shape());
    return run.error(
        Diagnostic.error(RuntimeCodes.TOO_LARGE, "a value of " + shape + " is too large")
            .because("one array holds at most " + Storage.MAX_ELEMENTS + " elements")
            .because("the heap has at most " + Runtime.getRuntime().maxMemory() + " bytes"),
        -1,
        -1);
  }
}
