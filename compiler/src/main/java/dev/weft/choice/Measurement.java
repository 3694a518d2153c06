// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.diagnostic.Source;
import dev.weft.dsl.WeftParser;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures {@link Costs}, once per device and process, when somebody first asks: a call that does
 * nothing, one that only moves memory, and one that computes much with it.
 */
public final class Measurement {
  /** More than caches hold. */
  private static final int ELEMENTS = 1 << 22;

  private static final int STEPS = 20;

  /** Bytes that an element is read from and written to. */
  private static final double BYTES = 16.0 * ELEMENTS;

  /** How long each of the three calls is repeated, and how long it may take to get warm before. */
  private static final long PATIENCE = 200_000_000;

  private static final long WARMING = 3_000_000_000L;

  private static final Map<String, Costs> KNOWN = new ConcurrentHashMap<>();

  private Measurement() {}

  /**
   * The costs of a device.
   *
   * @param elsewhere true if it has memory of its own, to which inputs and results are moved
   */
  public static Costs of(Device device, boolean elsewhere) {
    return KNOWN.computeIfAbsent(device.name(), _ -> measure(device, elsewhere));
  }

  /** True if a device was measured before. */
  static boolean knows(Device device) {
    return KNOWN.containsKey(device.name());
  }

  /** What a text takes: the first call, and the best of those that follow. */
  private record Times(double first, double best) {}

  private static Costs measure(Device device, boolean elsewhere) {
    double call = times(device, "x * 0.5", 1).best();
    Times simple = times(device, "x * 0.5", ELEMENTS);
    String text = "x";
    for (int step = 0; step < STEPS; step++) {
      text = "(" + text + ") * x + 0.5";
    }
    double computing = times(device, text, ELEMENTS).best() - simple.best();
    double operation = computing / (2.0 * STEPS * ELEMENTS);
    double perByte = Math.max(0, simple.best() - call) / BYTES;
    double compile = Math.max(0, simple.first() - simple.best());
    return elsewhere
        ? new Costs(call, perByte, 0, Math.max(0, operation), compile)
        : new Costs(call, 0, perByte, Math.max(0, operation), 0);
  }

  private static Times times(Device device, String text, int elements) {
    LoadedProgram loaded = LoadedProgram.load(program(text), device);
    double[] values = new double[elements];
    Arrays.fill(values, 0.75);
    Tensor input = Tensor.of(values, elements);
    Tensor[] result = {Tensor.zeros(DType.F64, elements)};
    double first = once(loaded, input, result);
    long start = System.nanoTime();
    while (isWarming(loaded) && System.nanoTime() - start < WARMING) {
      once(loaded, input, result);
    }
    start = System.nanoTime();
    double best = once(loaded, input, result);
    while (System.nanoTime() - start < PATIENCE) {
      best = Math.min(best, once(loaded, input, result));
    }
    return new Times(first, best);
  }

  private static boolean isWarming(LoadedProgram loaded) {
    return loaded.kernels().stream().anyMatch(k -> k.state() == KernelStatus.State.WARMING);
  }

  private static double once(LoadedProgram loaded, Tensor input, Tensor[] result) {
    long start = System.nanoTime();
    loaded.run(RunOptions.DEFAULT, new Tensor[] {input}, result);
    return System.nanoTime() - start;
  }

  private static Program program(String text) {
    Source source = new Source("measurement", text);
    Template template = Template.of(WeftParser.parseExpression(source));
    Signature signature = new Signature(Map.of("x", Signature.Argument.of(DType.F64, 1)));
    return Compilation.compile("measurement", source, Elaborator.elaborate(template, signature))
        .program();
  }
}
