// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.runtime.Device;
import dev.weft.runtime.LaunchFault;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.Strided;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A kernel and the layouts of its operands. Running it only notes in its session that it is to run.
 *
 * @param session where it is noted
 * @param kernel the kernel as a loop nest
 * @param number the kernel's index in the program, or -1 for a copy
 * @param operands per parameter, over the axes that the kernel indexes it with
 */
record TaskLaunch(
    TornadoSession session,
    Kernel kernel,
    int number,
    List<Strided> operands,
    long[] kept,
    long[] reduced)
    implements Device.Launch {

  static TaskLaunch of(
      TornadoSession session,
      Kernel kernel,
      int number,
      List<Strided> given,
      long[] kept,
      long[] reduced) {
    long[] extents = LongStream.concat(LongStream.of(kept), LongStream.of(reduced)).toArray();
    Strided[] operands = new Strided[given.size()];
    for (int p = 0; p < operands.length; p++) {
      Kernel.Param param = kernel.params().get(p);
      if (given.get(p).dtype() != param.dtype()) {
        throw new IllegalArgumentException(given.get(p) + " is no operand for " + param);
      }
      operands[p] =
          param.mode() == Kernel.Mode.WHOLE
              ? given.get(p)
              : spread(given.get(p), Arrays.copyOf(extents, param.rank()));
    }
    return new TaskLaunch(session, kernel, number, List.of(operands), kept, reduced);
  }

  /** The layout along a domain's axes: without steps along those that it lacks. */
  static Strided spread(Strided operand, long[] shape) {
    int lead = shape.length - operand.rank();
    long[] strides = new long[shape.length];
    for (int axis = 0; axis < operand.rank(); axis++) {
      long extent = operand.shape()[axis];
      if (extent == 1) {
        continue;
      }
      if (lead + axis < 0 || extent != shape[lead + axis]) {
        throw new IllegalArgumentException(operand + " does not fit " + Arrays.toString(shape));
      }
      strides[lead + axis] = operand.strides()[axis];
    }
    return new Strided(operand.dtype(), operand.memory(), shape, strides);
  }

  /** The domain's extents, kept ones first. */
  long[] extents() {
    return LongStream.concat(LongStream.of(kept), LongStream.of(reduced)).toArray();
  }

  boolean writes(int operand) {
    return kernel.params().get(operand).mode() == Kernel.Mode.OUT;
  }

  @Override
  public LaunchFault run(Object[] arrays, long[] offsets, RunOptions options) {
    session.note(this, arrays, offsets);
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
