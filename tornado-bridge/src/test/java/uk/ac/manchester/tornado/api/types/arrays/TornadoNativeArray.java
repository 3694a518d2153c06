// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Stands in for the class of this name in tests without TornadoVM. */
public abstract class TornadoNativeArray {
  private final MemorySegment segment;
  private final int elements;

  TornadoNativeArray(int elements, int bytes) {
    this.elements = elements;
    this.segment = Arena.ofAuto().allocate((long) elements * bytes, 64);
  }

  public int getSize() {
    return elements;
  }

  public MemorySegment getSegment() {
    return segment;
  }
}
