// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.types.arrays;

import java.lang.foreign.ValueLayout;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class ByteArray extends TornadoNativeArray {
  public ByteArray(int elements) {
    super(elements, 1);
  }

  public byte get(int index) {
    return getSegment().getAtIndex(ValueLayout.JAVA_BYTE, index);
  }

  public void set(int index, byte value) {
    getSegment().setAtIndex(ValueLayout.JAVA_BYTE, index, value);
  }
}
