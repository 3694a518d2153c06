// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Program;
import dev.weft.tensor.DType;
import dev.weft.tensor.Native;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/** What the steps of one run work on. */
final class Run {
  final Slots slots;
  final Buffers buffers;
  private final Source source;

  private final Device.Session session;

  /** The launches that were put off, where the session does so. */
  private final Map<Device.Launch, LaunchStep> deferred = new IdentityHashMap<>();

  /** Per slot the tensor that takes the place of its new memory, or null. */
  final Tensor[] places;

  /** Per slot the output for which the caller may have memory, or null. */
  final Program.Output[] named;

  RunOptions options;

  Run(Slots slots, Buffers buffers, Source source, Device.Session session) {
    this.slots = slots;
    this.session = session;
    this.buffers = buffers;
    this.source = source;
    this.places = new Tensor[slots.arrays.length];
    this.named = new Program.Output[slots.arrays.length];
  }

  Source source() {
    return source;
  }

  /** True if launches are only noted until {@link #settle}. */
  boolean defers() {
    return session.defers();
  }

  /** Remembers whose launch was put off. */
  void defer(Device.Launch launch, LaunchStep step) {
    deferred.put(launch, step);
  }

  /** A round of a loop begins or ends. */
  void round() {
    session.round();
  }

  /** A tensor over what a slot holds, ready to be read. */
  Tensor tensor(int slot) {
    settle();
    return slots.layouts[slot].over(slots.arrays[slot], slots.offsets[slot]);
  }

  /** A tensor over what a slot holds, brought into an array where it lies outside the heap. */
  Tensor inHeap(int slot) {
    Tensor tensor = tensor(slot);
    if (!(tensor.storage() instanceof Native)) {
      return tensor;
    }
    try {
      return tensor.copy();
    } catch (IllegalArgumentException | OutOfMemoryError _) { // of one array at once
      throw error(
          Diagnostic.error(
                  RuntimeCodes.TOO_LARGE,
                  tensor.signature() + " has to be in memory as a whole, and is too large for it")
              .because(
                  "kernels stream element-wise work and reductions; gathers, scans, sorting and"
                      + " products need their operands in memory"),
          -1,
          -1);
    }
  }

  /** True if operands and results may lie outside the heap. */
  boolean takesNative() {
    return session.takesNative();
  }

  /** The bool of rank 0 in a slot. */
  boolean flag(int slot) {
    settle();
    return slots.arrays[slot] instanceof boolean[] array
        ? array[(int) slots.offsets[slot]]
        : Storage.getLong(DType.BOOL, slots.arrays[slot], slots.offsets[slot]) != 0;
  }

  /** The i64 of rank 0 in a slot. */
  long number(int slot) {
    settle();
    return Storage.getLong(DType.I64, slots.arrays[slot], slots.offsets[slot]);
  }

  /** Does what was put off; then all arrays hold their values. */
  private void settle() {
    if (defers()) {
      settle(null);
    }
  }

  /**
   * Does what was put off.
   *
   * @param needed the arrays that will be read
   */
  void settle(Collection<?> needed) {
    Device.Failed failed = session.finish(needed, options);
    if (failed != null) {
      throw deferred.get(failed.launch()).error(this, failed.fault());
    }
    deferred.clear();
  }

  /** Lets go of what was put off. */
  void clear() {
    if (defers()) {
      session.abandon();
      deferred.clear();
    }
  }

  /** The user's error, at a place of the program's text. */
  WeftException error(Diagnostic diagnostic, int start, int end) {
    return new WeftException(source, at(source, diagnostic, start, end));
  }

  /** A diagnostic at a place of the program's text, or at none if there is no such place. */
  Diagnostic at(Diagnostic diagnostic, int start, int end) {
    return at(source, diagnostic, start, end);
  }

  static Diagnostic at(Source source, Diagnostic diagnostic, int start, int end) {
    boolean inside = start >= 0 && start <= end && end <= source.text().length();
    return inside ? diagnostic.at(new Span(start, end)) : diagnostic;
  }
}
