// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;

/**
 * Combines the values of blocks in adjacent pairs, level by level, while they come one by one: the
 * complete subtrees so far lie on a stack, the largest at the bottom, where the result will be. The
 * tree is the one that combining level by level gives, since a subtree is joined with its right
 * neighbour as soon as that is complete, and those left at the end are joined from the right.
 */
final class PairTree {
  private int bottom;
  private int stack;
  private int pitch;
  private int width;
  private int depth;
  private long pushed;

  /**
   * Starts a tree over {@code elements} neighbouring results at once.
   *
   * @param result accumulator slot of the first result
   * @param above slot of the second stack entry; the others follow {@code distance} slots apart
   */
  void start(int result, int above, int distance, int elements) {
    bottom = result;
    stack = above;
    pitch = distance;
    width = elements;
    depth = 0;
    pushed = 0;
  }

  /** The slots a stack over so many blocks needs above its bottom entry. */
  static int depth(long blocks) {
    return Long.SIZE - Long.numberOfLeadingZeros(blocks);
  }

  private int slot(int entry) {
    return entry == 0 ? bottom : stack + (entry - 1) * pitch;
  }

  /** The slot into which the next block's value goes. */
  int next() {
    return slot(depth);
  }

  /** The next block's value is in its slot. */
  void push(KernelBody body, Frame frame) {
    depth++;
    pushed++;
    for (int joins = Long.numberOfTrailingZeros(pushed); joins > 0; joins--) {
      join(body, frame);
    }
  }

  /** No more blocks: leaves the result in its slot. */
  void close(KernelBody body, Frame frame) {
    while (depth > 1) {
      join(body, frame);
    }
  }

  private void join(KernelBody body, Frame frame) {
    merge(body, frame, slot(depth - 2), slot(depth - 1), width);
    depth--;
  }

  /** Merges any number of accumulator elements. */
  static void merge(KernelBody body, Frame frame, int into, int from, int count) {
    for (int done = 0; done < count; done += KernelCode.BLOCK) {
      body.merge(frame, into + done, from + done, Math.min(KernelCode.BLOCK, count - done));
    }
  }
}
