// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.ValueLayout;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class LongArray extends TornadoNativeArray {
  public LongArray(int elements) {
    super(elements, 8);
  }

  public long get(int index) {
    return getSegment().getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  public void set(int index, long value) {
    getSegment().setAtIndex(ValueLayout.JAVA_LONG, index, value);
  }
}
