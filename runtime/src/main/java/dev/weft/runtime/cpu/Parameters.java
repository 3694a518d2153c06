// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.Parameter;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Numbers of a kernel's parameters by what they are. */
final class Parameters {
  private Parameters() {}

  private static boolean isWindowed(Parameter parameter) {
    return parameter.domain() == Domain.KEPT || parameter.domain() == Domain.FULL;
  }

  /** Those that are given in windows. */
  static int[] windowed(KernelCode code) {
    return numbers(code, Parameters::isWindowed);
  }

  /** Those that are given in windows and written. */
  static int[] written(KernelCode code) {
    return numbers(code, parameter -> isWindowed(parameter) && parameter.written());
  }

  /** Those that the kernel addresses itself: in a serial one all that have axes. */
  static int[] whole(KernelCode code) {
    boolean serial = code.launch() == KernelCode.Launch.SERIAL;
    return numbers(
        code, parameter -> parameter.domain() == Domain.WHOLE || serial && isWindowed(parameter));
  }

  /** Those of one domain. */
  static int[] of(KernelCode code, Domain domain, Predicate<Parameter> also) {
    return numbers(code, parameter -> parameter.domain() == domain && also.test(parameter));
  }

  private static int[] numbers(KernelCode code, Predicate<Parameter> which) {
    return IntStream.range(0, code.parameters().size())
        .filter(p -> which.test(code.parameters().get(p)))
        .toArray();
  }
}
