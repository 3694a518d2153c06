// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.FaultSite;
import dev.weft.program.KernelCode.Launch;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Kernels written by hand as the compiler would emit them, and their source of bodies. */
final class Kernels {
  private Kernels() {}

  static KernelCode code(
      String name,
      Launch launch,
      List<Parameter> parameters,
      List<DType> accumulators,
      List<DType> scratch,
      FaultSite... faults) {
    return new KernelCode(
        name,
        name,
        new byte[0],
        name + "Vector",
        new byte[0],
        parameters,
        accumulators,
        scratch,
        launch,
        1,
        List.of(faults),
        "");
  }

  static Parameter in(DType dtype, int rank, Domain domain) {
    return new Parameter("in", dtype, rank, false, domain);
  }

  static Parameter out(DType dtype, int rank, Domain domain) {
    return new Parameter("out", dtype, rank, true, domain);
  }

  /** Bodies of kernels by name; the vector body is a second instance. */
  record Source(Map<String, Supplier<KernelBody>> bodies) implements BodySource {
    @Override
    public KernelBody scalar(KernelCode code) {
      return bodies.get(code.scalarClass()).get();
    }

    @Override
    public KernelBody vector(KernelCode code) {
      return bodies.get(code.vectorClass()).get();
    }

    @Override
    public String vectorObstacle(KernelCode code) {
      return bodies.containsKey(code.vectorClass()) ? "" : "none was written";
    }
  }

  /** c = a + b. */
  static final class Add implements KernelBody {
    static KernelCode code(int rank) {
      return Kernels.code(
          "add",
          Launch.MAP,
          List.of(
              in(DType.F64, rank, Domain.KEPT),
              in(DType.F64, rank, Domain.KEPT),
              out(DType.F64, rank, Domain.KEPT)),
          List.of(),
          List.of());
    }

    @Override
    public void run(Frame frame, long origin, int count) {
      double[] a = (double[]) frame.arrays[0];
      double[] b = (double[]) frame.arrays[1];
      double[] c = (double[]) frame.arrays[2];
      for (int i = 0; i < count; i++) {
        c[frame.bases[2] + i] = a[frame.bases[0] + i] + b[frame.bases[1] + i];
      }
    }
  }

  /** With a scratch array between two stages: out = (a as f64 + s)^2, by a scalar parameter s. */
  static final class Staged implements KernelBody {
    static KernelCode code(int rank) {
      return Kernels.code(
          "staged",
          Launch.STAGED_MAP,
          List.of(
              in(DType.I64, rank, Domain.KEPT),
              in(DType.F64, 0, Domain.SCALAR),
              out(DType.F64, rank, Domain.KEPT)),
          List.of(),
          List.of(DType.F64));
    }

    @Override
    public void run(Frame frame, long origin, int count) {
      if (count > KernelCode.BLOCK) {
        throw new AssertionError("a window of " + count);
      }
      long[] a = (long[]) frame.arrays[0];
      double s = ((double[]) frame.arrays[1])[frame.bases[1]];
      double[] c = (double[]) frame.arrays[2];
      double[] between = (double[]) frame.scratch[0];
      for (int i = 0; i < count; i++) {
        between[i] = a[frame.bases[0] + i] + s;
      }
      for (int i = 0; i < count; i++) {
        c[frame.bases[2] + i] = between[i] * between[i];
      }
    }
  }

  /** out = in[index], with a check of the index. */
  static final class Take implements KernelBody {
    static KernelCode code(int rank) {
      return Kernels.code(
          "take",
          Launch.MAP,
          List.of(
              in(DType.F64, 1, Domain.WHOLE),
              in(DType.I64, rank, Domain.KEPT),
              out(DType.F64, rank, Domain.KEPT)),
          List.of(),
          List.of(),
          new FaultSite("E0401", "index is out of range", 2, 5));
    }

    @Override
    public void run(Frame frame, long origin, int count) {
      double[] a = (double[]) frame.arrays[0];
      long[] index = (long[]) frame.arrays[1];
      double[] c = (double[]) frame.arrays[2];
      for (int i = 0; i < count; i++) {
        long at = index[frame.bases[1] + i];
        if (at < 0 || at >= frame.shapes[0][0]) {
          frame.fault(0, i);
          at = 0;
        }
        c[frame.bases[2] + i] = a[(int) (frame.bases[0] + at * frame.strides[0][0])];
      }
    }
  }

  /** total[0] = sum of 0 .. extents[0] - 1, by a loop of its own. */
  static final class Serial implements KernelBody {
    static KernelCode code() {
      return Kernels.code(
          "serial", Launch.SERIAL, List.of(out(DType.I64, 0, Domain.WHOLE)), List.of(), List.of());
    }

    @Override
    public void run(Frame frame, long origin, int count) {
      long sum = 0;
      for (long i = 0; i < frame.extents[0]; i++) {
        sum += i;
      }
      ((long[]) frame.arrays[0])[frame.bases[0]] = sum;
    }
  }
}
