// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.ValueLayout;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class IntArray extends TornadoNativeArray {
  public IntArray(int elements) {
    super(elements, 4);
  }

  public int get(int index) {
    return getSegment().getAtIndex(ValueLayout.JAVA_INT, index);
  }

  public void set(int index, int value) {
    getSegment().setAtIndex(ValueLayout.JAVA_INT, index, value);
  }
}
