// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.Launch;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.tensor.DType;
import java.util.List;

/** The kernel that copies its first parameter into its second. */
final class CopyBody implements KernelBody {

  /** The code of a kernel that copies elements of one dtype. */
  static KernelCode code(DType dtype, int rank) {
    return new KernelCode(
        "copy",
        CopyBody.class.getName(),
        new byte[0],
        "",
        new byte[0],
        List.of(
            new Parameter("from", dtype, rank, false, Domain.KEPT),
            new Parameter("into", dtype, rank, true, Domain.KEPT)),
        List.of(),
        List.of(),
        Launch.MAP,
        1,
        List.of(),
        "");
  }

  @Override
  public void run(Frame frame, long origin, int count) {
    System.arraycopy(frame.arrays[0], frame.bases[0], frame.arrays[1], frame.bases[1], count);
  }

  /** Where the kernel's only body comes from. */
  enum Bodies implements BodySource {
    INSTANCE;

    @Override
    public KernelBody scalar(KernelCode code) {
      return new CopyBody();
    }

    @Override
    public KernelBody vector(KernelCode code) {
      throw new UnsupportedOperationException(vectorObstacle(code));
    }

    @Override
    public String vectorObstacle(KernelCode code) {
      return "copies need none";
    }
  }
}
