// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/**
 * The entry points of a generated kernel class. A class implements those that its {@link
 * dev.weft.program.KernelCode.Launch} asks for. A body has no state: everything is in the frame,
 * one frame per thread.
 *
 * <p>A <em>window</em> of a parameter is a run of elements that lies with step 1 in {@code
 * frame.arrays[p]} from index {@code frame.bases[p]}. The runtime sets the windows before each
 * call. Scalar parameters are windows of one element.
 *
 * <p>Windows of written parameters are only written: what they hold before is undefined. What a
 * {@code SCALAR} or {@code WHOLE} parameter gives is the same in every call of one launch.
 *
 * <p>Reduction order: element i of a window of at most 1,024 elements goes to accumulator i mod 32;
 * the accumulators in use (m = min(32, count)) are then combined by halving: while m &gt; 1, h = (m
 * + 1) / 2, acc[j] = combine(acc[j], acc[j + h]) for j &lt; m - h, m = h. Blocks are combined in
 * adjacent pairs, level by level.
 *
 * <p>Order of a scan: elements of a group of 8 one after another; what the groups before it in its
 * block came to is combined with each of them, and what the blocks before came to with that.
 */
public interface KernelBody {

  /**
   * Computes {@code count} elements of the kept domain.
   *
   * @param origin linear position of the first of them, in the order in which the runtime walks the
   *     kept axes; that of a kernel without checks may be another than the program's, so no element
   *     may depend on it
   */
  default void run(Frame frame, long origin, int count) {
    throw new UnsupportedOperationException();
  }

  /**
   * Computes {@code rows} windows of {@code count} elements each. Between them, and after the last,
   * every window moves on by its step, in {@code frame.bases} too. Not for kernels with checks.
   *
   * @param origin as for {@code run}
   */
  default void rows(Frame frame, long origin, int count, int rows) {
    for (int row = 0; row < rows; row++) {
      run(frame, origin + (long) row * count, count);
      for (int p = 0; p < frame.bases.length; p++) {
        frame.bases[p] += frame.steps[p];
      }
    }
  }

  /**
   * Reduces one window (1 to 1,024 elements of the reduced domain) and sets element {@code slot} of
   * every accumulator array to the result. Windows of {@code FULL} parameters run along the reduced
   * domain; those of {@code KEPT} parameters are the one element of the kept position at hand.
   *
   * @param origin linear position of the first element in the full domain (kept, then reduced axes)
   */
  default void fold(Frame frame, long origin, int count, int slot) {
    throw new UnsupportedOperationException();
  }

  /**
   * Combines one window along the kept domain, all of one reduced position, into accumulator
   * elements {@code slot .. slot + count - 1}, one by one; {@code first} sets instead of combining.
   * At most 1,024 elements. Windows of {@code FULL} and of {@code KEPT} parameters run along the
   * kept domain.
   *
   * @param origin linear position of the first element in the full domain; the others lie one
   *     reduced domain apart
   */
  default void foldRow(Frame frame, long origin, int count, int slot, boolean first) {
    throw new UnsupportedOperationException();
  }

  /**
   * Accumulator elements {@code into + i} take {@code combine(into + i, from + i)}, for i below
   * {@code count} (at most 1,024). Reads no parameter.
   */
  default void merge(Frame frame, int into, int from, int count) {
    throw new UnsupportedOperationException();
  }

  /**
   * Accumulator elements {@code slot .. slot + count - 1} (at most 1,024) take the value of an
   * empty reduction.
   */
  default void identity(Frame frame, int slot, int count) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets accumulator elements {@code slot .. slot + count - 1} to the results so far of a block: of
   * its first {@code count} elements (at most 1,024), along the reduced domain.
   *
   * @param origin linear position of the first element in the full domain
   */
  default void scan(Frame frame, long origin, int count, int slot) {
    throw new UnsupportedOperationException();
  }

  /**
   * Computes what follows the reduction for {@code count} elements of the kept domain (at most
   * 1,024), whose reduced values are accumulator elements from {@code slot} on. Reads and writes no
   * {@code FULL} parameter. Of a scan: what follows each of {@code count} elements of the full
   * domain, whose windows lie along it in either direction.
   *
   * @param origin linear position of the first of them in the kept domain
   */
  default void finish(Frame frame, long origin, int count, int slot) {
    throw new UnsupportedOperationException();
  }
}
