// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.runtime.Device;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.LaunchFault;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.Strided;
import dev.weft.tensor.Identity;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;

/** A kernel and the layouts of its operands: each is given as a whole, over the domain's axes. */
final class SequentialLaunch implements Device.Launch {
  private final Kernel kernel;
  private final KernelBody body;
  private final List<Strided> operands;
  private final long reducedPositions;
  private final Frame frame;

  SequentialLaunch(
      Kernel kernel, KernelBody body, List<Strided> operands, long[] kept, long[] reduced) {
    this.kernel = kernel;
    this.body = body;
    this.operands = List.copyOf(operands);
    this.reducedPositions = LongStream.of(reduced).reduce(1, Math::multiplyExact);
    this.frame = new Frame(operands.size(), 0, 0);
    frame.extents = LongStream.concat(LongStream.of(kept), LongStream.of(reduced)).toArray();
    for (int p = 0; p < operands.size(); p++) {
      place(p, layout(operands.get(p)));
    }
  }

  /** How an operand lies in memory; one without memory is written out before each run. */
  private static Strided layout(Strided operand) {
    return operand.identity() ? Strided.rowMajor(operand.dtype(), operand.shape()) : operand;
  }

  private void place(int p, Strided operand) {
    Kernel.Param param = kernel.params().get(p);
    if (operand.dtype() != param.dtype()) {
      throw new IllegalArgumentException(operand + " is no operand for " + param);
    }
    boolean whole = param.mode() == Kernel.Mode.WHOLE;
    long[] shape = whole ? operand.shape() : Arrays.copyOf(frame.extents, param.rank());
    frame.shapes[p] = shape;
    frame.strides[p] = whole ? operand.strides() : TaskLaunch.spread(operand, shape).strides();
  }

  @Override
  public LaunchFault run(Object[] arrays, long[] offsets, RunOptions options) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before " + kernel.name() + " ran");
    }
    for (int p = 0; p < operands.size(); p++) {
      bind(p, arrays[p], offsets[p]);
    }
    try {
      body.run(frame, 0, 1);
      return fault();
    } finally {
      frame.clearFault();
      Arrays.fill(frame.arrays, null);
    }
  }

  private void bind(int p, Object array, long offset) {
    if (array instanceof Identity) {
      long[] elements = new long[Math.toIntExact(operands.get(p).size())];
      operands.get(p).over(array, offset).read(0, elements.length, elements, 0);
      frame.arrays[p] = elements;
      frame.bases[p] = 0;
    } else {
      frame.arrays[p] = array;
      frame.bases[p] = Math.toIntExact(offset);
    }
  }

  /** A kernel that is no nest of loops has one element. */
  private LaunchFault fault() {
    LaunchFault located = frame.locatedFault();
    if (located == null) {
      return frame.faultSite() < 0 ? null : new LaunchFault(frame.faultSite(), 0, 0);
    }
    if (located.reduced() >= 0) {
      return located;
    }
    long after = kernel.reducedRank() == 0 ? 0 : reducedPositions;
    return new LaunchFault(located.site(), located.kept(), after);
  }
}
