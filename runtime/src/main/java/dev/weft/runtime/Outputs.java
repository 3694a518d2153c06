// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.runtime.Slots.Owner;
import dev.weft.tensor.Complex;
import dev.weft.tensor.Identity;
import dev.weft.tensor.Native;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Gives results back: as views of memory that may leave the program, or in the tensors that the
 * caller gave for them. Those are written directly where nothing else needs what they hold, else
 * from a temporary when all is done.
 */
final class Outputs {
  private final Program program;

  /** Per output the slot of the new memory that a given tensor can take the place of, or -1. */
  private final int[] allocated;

  private final Tensor[] copies;

  /** Per output whether it is written in windows only; null until somebody asks. */
  private final Boolean[] streams;

  private final boolean complex;

  Outputs(Program program) {
    this.complex = program.outputs().stream().anyMatch(Program.Output::complex);
    this.program = program;
    this.allocated = new int[program.outputs().size()];
    this.copies = new Tensor[allocated.length];
    this.streams = new Boolean[allocated.length];
    for (int i = 0; i < allocated.length; i++) {
      allocated[i] = InPlace.allocatedSlot(program, i);
    }
  }

  /**
   * The tensors that are written in place of those that the caller gave: of complex ones the parts.
   */
  Tensor[] targets(Run run, Tensor[] results) {
    if (!complex) {
      return results;
    }
    Tensor[] targets = results.clone();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] != null && program.outputs().get(i).complex()) {
        if (!targets[i].dtype().isComplex()) {
          throw run.error(
              Diagnostic.error(
                  RuntimeCodes.OUT,
                  Wording.of(
                      "the tensor given for an output is %s, the result is complex",
                      targets[i].signature())),
              -1,
              -1);
        }
        targets[i] = targets[i].parts();
      }
    }
    return targets;
  }

  /** Gives the caller what came of {@link #targets}. */
  void give(Tensor[] targets, Tensor[] results) {
    for (int i = 0; complex && i < results.length; i++) {
      if (results[i] == null) {
        boolean pairs = program.outputs().get(i).complex();
        results[i] = pairs ? Complex.tensor(targets[i]) : targets[i];
      }
    }
  }

  /** Decides which of the given tensors are written directly. */
  void place(Run run, Bound bound, Tensor[] inputs, Tensor[] results) {
    for (int i = 0; i < results.length; i++) {
      if (results[i] == null) {
        boolean open = run.options.results() != ResultMemory.ARRAYS && allocated[i] >= 0;
        if (open && streams(run, i)) {
          run.named[allocated[i]] = program.outputs().get(i);
        }
        continue;
      }
      checkWritable(run, results[i]);
      if (allocated[i] >= 0 && isSafe(run, bound, inputs, results, i)) {
        run.places[allocated[i]] = results[i];
      }
    }
  }

  private boolean isSafe(Run run, Bound bound, Tensor[] inputs, Tensor[] results, int output) {
    Tensor target = results[output];
    if (target.storage() instanceof Native && !streams(run, output)) {
      return false;
    }
    for (int i = 0; i < output; i++) {
      if (results[i] != null && overlap(results[i], target)) {
        return false;
      }
    }
    for (int i = 0; i < inputs.length; i++) {
      if (!overlap(inputs[i], target)) {
        continue;
      }
      boolean same = inputs[i].offset() == target.offset() && bound.input(i).fits(target);
      if (!same || !bound.inPlace().allows(output, i)) {
        run.options.remarks().accept(copied(output, i));
        return false;
      }
    }
    return true;
  }

  /** True if an output can be written to memory outside the heap, window by window. */
  private boolean streams(Run run, int output) {
    if (streams[output] == null) {
      streams[output] = run.takesNative() && InPlace.streams(program, output);
    }
    return streams[output];
  }

  private Diagnostic copied(int output, int input) {
    return Diagnostic.warning(
            RuntimeCodes.OUT_COPIED,
            Wording.of(
                "the tensor given for output %s overlaps input %s and is written by way of a"
                    + " temporary",
                program.outputs().get(output).name(), program.inputs().get(input).name()))
        .help("give memory that no input uses");
  }

  private static void checkWritable(Run run, Tensor target) {
    if (target.storage() instanceof Native memory && !memory.isWritable()) {
      throw run.error(
          Diagnostic.error(
              RuntimeCodes.OUT, "the tensor given for an output lies in read-only memory"),
          -1,
          -1);
    }
    boolean repeated = target.storage() instanceof Identity;
    for (int axis = 0; axis < target.rank(); axis++) {
      repeated |= target.stride(axis) == 0 && target.dim(axis) > 1;
    }
    if (repeated) {
      throw run.error(
          Diagnostic.error(
              RuntimeCodes.OUT, "the tensor given for an output has elements that share memory"),
          -1,
          -1);
    }
  }

  /** Says that a given tensor is not of the result's dtype and shape. */
  static Diagnostic doesNotFit(Tensor target, Strided result) {
    return Diagnostic.error(
        RuntimeCodes.OUT,
        Wording.of(
            "the tensor given for an output is %s, the result is %s%s",
            target.signature(), result.dtype(), Arrays.toString(result.shape())));
  }

  /** True if two tensors may have an element in common. */
  private static boolean overlap(Tensor a, Tensor b) {
    if (a.storage() instanceof Native x && b.storage() instanceof Native y && x != y) {
      return x.overlaps(y); // two tensors over one mapping; of two mappings nobody can tell
    }
    return a.storage() == b.storage()
        && a.size() > 0
        && b.size() > 0
        && first(a) <= last(b)
        && first(b) <= last(a);
  }

  private static long first(Tensor tensor) {
    long address = tensor.offset();
    for (int axis = 0; axis < tensor.rank(); axis++) {
      address += Math.min(0, (tensor.dim(axis) - 1) * tensor.stride(axis));
    }
    return address;
  }

  private static long last(Tensor tensor) {
    long address = tensor.offset();
    for (int axis = 0; axis < tensor.rank(); axis++) {
      address += Math.max(0, (tensor.dim(axis) - 1) * tensor.stride(axis));
    }
    return address;
  }

  /** The arrays that results lie in. */
  Set<Object> arrays(Run run) {
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    program.outputs().forEach(output -> arrays.add(run.slots.arrays[output.slot()]));
    return arrays;
  }

  /** Fills {@code results} after all steps. */
  void publish(Run run, Tensor[] results) {
    boolean given = false;
    for (int i = 0; i < results.length; i++) {
      given |= results[i] != null;
    }
    boolean copying = false;
    for (int i = 0; i < results.length; i++) {
      int slot = program.outputs().get(i).slot();
      boolean direct = results[i] != null && run.places[slot] == results[i];
      copies[i] = direct ? null : result(run, slot, given ? results : null, results[i] != null);
      copying |= copies[i] != null;
    }
    for (int i = 0; copying && i < results.length; i++) {
      if (results[i] == null) {
        results[i] = copies[i];
      } else if (copies[i] != null) {
        into(run, copies[i], results[i]);
      }
      copies[i] = null;
    }
  }

  /**
   * A tensor over a result.
   *
   * @param given the tensors that results will be written to, or null
   * @param temporary true if it will be copied and not leave the program
   */
  private static Tensor result(Run run, int slot, Tensor[] given, boolean temporary) {
    Tensor tensor = run.tensor(slot);
    Owner owner = run.slots.owners[slot];
    boolean shared = false;
    for (int i = 0; given != null && i < given.length; i++) {
      shared |= given[i] != null && overlap(given[i], tensor);
    }
    if (shared || (owner == Owner.PROGRAM && !temporary)) {
      return tensor.copy();
    }
    if (owner == Owner.RESULT && !temporary) {
      run.buffers.forget(tensor.storage());
    }
    return tensor;
  }

  private static void into(Run run, Tensor result, Tensor target) {
    if (result.dtype() != target.dtype() || !Arrays.equals(result.shape(), target.shape())) {
      throw run.error(doesNotFit(target, Strided.of(result)), -1, -1);
    }
    result.copyTo(target);
  }
}
