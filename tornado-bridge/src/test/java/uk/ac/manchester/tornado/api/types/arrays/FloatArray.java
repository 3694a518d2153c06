// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.ValueLayout;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class FloatArray extends TornadoNativeArray {
  public FloatArray(int elements) {
    super(elements, 4);
  }

  public float get(int index) {
    return getSegment().getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }

  public void set(int index, float value) {
    getSegment().setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
  }
}
