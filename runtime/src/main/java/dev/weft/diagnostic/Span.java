// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

/**
 * A half-open range of a {@link Source}, in UTF-16 offsets.
 *
 * @param start offset of the first char
 * @param end offset after the last char; equal to {@code start} for a mere position
 */
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  /** The position before the char at {@code offset}. */
  public static Span at(int offset) {
    return new Span(offset, offset);
  }

  /** The smallest span that covers this one and {@code other}. */
  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }

  /** The position where this span ends. */
  public Span after() {
    return at(end);
  }

  /** Number of chars covered. */
  public int length() {
    return end - start;
  }

  /** True when {@code other} lies within this span. */
  public boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }
}
