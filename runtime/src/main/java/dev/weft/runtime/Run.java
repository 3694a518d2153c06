// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.Tensor;

/** What the steps of one run work on. */
final class Run {
  final Slots slots;
  final Buffers buffers;
  private final Source source;

  /** Per slot the tensor that takes the place of its new memory, or null. */
  final Tensor[] places;

  RunOptions options;

  Run(Slots slots, Buffers buffers, Source source) {
    this.slots = slots;
    this.buffers = buffers;
    this.source = source;
    this.places = new Tensor[slots.arrays.length];
  }

  Source source() {
    return source;
  }

  /** The user's error, at a place of the program's text. */
  WeftException error(Diagnostic diagnostic, int start, int end) {
    return new WeftException(source, at(diagnostic, start, end));
  }

  /** A diagnostic at a place of the program's text, or at none if there is no such place. */
  Diagnostic at(Diagnostic diagnostic, int start, int end) {
    boolean inside = start >= 0 && start <= end && end <= source.text().length();
    return inside ? diagnostic.at(new Span(start, end)) : diagnostic;
  }
}
