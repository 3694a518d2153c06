// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.ValueLayout;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class DoubleArray extends TornadoNativeArray {
  public DoubleArray(int elements) {
    super(elements, 8);
  }

  public double get(int index) {
    return getSegment().getAtIndex(ValueLayout.JAVA_DOUBLE, index);
  }

  public void set(int index, double value) {
    getSegment().setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
  }
}
