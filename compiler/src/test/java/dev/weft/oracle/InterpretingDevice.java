// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelInterpreter;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.LaunchFault;
import dev.weft.runtime.Strided;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs programs with the interpreter of kernels, read from the text that programs carry. */
record InterpretingDevice(UnaryOperator<Kernel> schedule) implements Device {

  @Override
  public String name() {
    return "interpreter";
  }

  @Override
  public Availability availability() {
    return new Availability(true, "slow on purpose");
  }

  @Override
  public LoadedKernels load(Program program) {
    List<Kernel> kernels =
        program.kernels().stream()
            .map(code -> schedule.apply(KernelText.parse(code.text())))
            .toList();
    return new LoadedKernels() {
      @Override
      public Session open() {
        return new Interpreting(kernels);
      }

      @Override
      public List<KernelStatus> status() {
        return List.of();
      }
    };
  }

  private record Interpreting(List<Kernel> kernels) implements Session {
    @Override
    public Launch prepare(int kernel, List<Strided> operands, long[] kept, long[] reduced) {
      long[] extents = LongStream.concat(Arrays.stream(kept), Arrays.stream(reduced)).toArray();
      return (arrays, offsets, _) ->
          KernelInterpreter.run(kernels.get(kernel), extents, tensors(operands, arrays, offsets))
              .map(f -> new LaunchFault(f.site(), f.kept(), reduced(f.reduced(), reduced)))
              .orElse(null);
    }

    private static List<Tensor> tensors(List<Strided> layouts, Object[] arrays, long[] offsets) {
      return IntStream.range(0, arrays.length)
          .mapToObj(i -> layouts.get(i).over(arrays[i], offsets[i]))
          .toList();
    }

    /** The runtime counts what follows a fold as after the last of its positions. */
    private static long reduced(long position, long[] extents) {
      boolean after = position < 0 && extents.length > 0;
      return after ? Arrays.stream(extents).reduce(1, (a, b) -> a * b) : Math.max(position, 0);
    }

    @Override
    public Launch prepareCopy(Strided from, Strided into) {
      return (arrays, offsets, _) -> {
        from.over(arrays[0], offsets[0]).copyTo(into.over(arrays[1], offsets[1]));
        return null;
      };
    }
  }
}
