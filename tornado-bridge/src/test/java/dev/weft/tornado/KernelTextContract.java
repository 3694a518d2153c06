// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.jvm.KernelEmitter;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.diagnostic.Source;
import dev.weft.dsl.WeftParser;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.cpu.CpuDevice;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Kernels of what the language cannot say yet, as text: a recurrence that gives every value, and
 * neighbours with a rule for the edge. They give on a device what they give on the processor, and
 * what plain Java gives.
 */
abstract class KernelTextContract {
  protected abstract Device device();

  /** The text is put in the place of the one kernel of an expression with the same operands. */
  private void agree(String kernel, String expression, List<Tensor> inputs, double[] expected)
      throws IOException {
    Program program = program(kernel, expression, inputs);
    for (Device each : List.of(CpuDevice.instance(), device())) {
      Tensor[] found =
          LoadedProgram.load(program, each).run(RunOptions.DEFAULT, inputs.toArray(Tensor[]::new));
      assertArrayEquals(expected, found[0].toDoubleArray(), kernel + " on " + each.name());
    }
  }

  private static Program program(String kernel, String expression, List<Tensor> inputs)
      throws IOException {
    Source source = new Source("kernel", expression);
    Template template = Template.of(WeftParser.parseExpression(source));
    Map<String, Signature.Argument> types = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      types.put(List.of("x", "w").get(i), Signature.Argument.of(input.dtype(), input.rank()));
    }
    var graph = Elaborator.elaborate(template, new Signature(types));
    Program host = Compilation.compile("e", source, graph).program();
    Kernel text = KernelText.parse(text(kernel));
    return new Program(
        host.abi(),
        kernel,
        host.sourceName(),
        host.source(),
        host.inputs(),
        host.symbols(),
        host.guards(),
        host.constants(),
        host.steps(),
        host.outputs(),
        List.of(KernelEmitter.emit(text, text)));
  }

  private static String text(String kernel) throws IOException {
    String file = "/kernels/" + kernel + ".kernel";
    try (InputStream in = KernelTextContract.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static double[] values(int n) {
    return new Random(n).doubles(n, 90, 110).toArray();
  }

  @Test
  void aRecurrenceGivesEveryValue() throws IOException {
    int assets = 3;
    double[] price = values(400 * assets);
    double[] expected = new double[price.length];
    for (int at = 0; at < price.length; at++) {
      double before = at < assets ? price[at] : expected[at - assets];
      expected[at] = 0.94 * before + 0.06 * price[at];
    }
    List<Tensor> inputs = List.of(Tensor.of(price, 400, assets));
    agree("ewma", "cumulative_sum(x, axis=0)", inputs, expected);
  }

  @Test
  void neighboursAtTheEdgeAreTheEdge() throws IOException {
    int h = 37;
    int w = 41;
    double[] u = values(h * w);
    double[] expected = new double[u.length];
    for (int i = 0; i < h; i++) {
      for (int j = 0; j < w; j++) {
        double up = u[Math.max(i - 1, 0) * w + j];
        double down = u[Math.min(i + 1, h - 1) * w + j];
        double left = u[i * w + Math.max(j - 1, 0)];
        double right = u[i * w + Math.min(j + 1, w - 1)];
        double own = u[i * w + j];
        expected[i * w + j] = own + 0.1 * (up + down + left + right - 4 * own);
      }
    }
    agree("heat", "2 * x", List.of(Tensor.of(u, h, w)), expected);
  }

  /** With weights and a picture that make every sum exact, so that no order matters. */
  @Test
  void windowsAreMirroredAtTheEdge() throws IOException {
    int h = 14;
    int w = 17;
    float[] g = new float[h * w];
    for (int i = 0; i < g.length; i++) {
      g[i] = i * 37 % 256;
    }
    float[] weights = {1, 2, 1, 2, 4, 2, 1, 2, 1};
    double[] expected = new double[g.length];
    for (int i = 0; i < h; i++) {
      for (int j = 0; j < w; j++) {
        for (int p = 0; p < 9; p++) {
          int row = mirrored(i + p / 3 - 1, h);
          int column = mirrored(j + p % 3 - 1, w);
          expected[i * w + j] += g[row * w + column] * weights[p];
        }
      }
    }
    List<Tensor> inputs = List.of(Tensor.of(g, h, w), Tensor.of(weights, 3, 3));
    agree("blur", "sum(x[:, :, None, None] * w, axis=(2, 3))", inputs, expected);
  }

  private static int mirrored(int index, int extent) {
    int inside = Math.abs(index);
    return inside < extent ? inside : 2 * (extent - 1) - inside;
  }
}
