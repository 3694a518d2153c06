// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Expression;
import dev.weft.Weft;
import dev.weft.program.Program;
import dev.weft.program.ProgramFile;
import dev.weft.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program on disk runs with the runtime and nothing else. */
class AheadOfTimeTest {

  @Test
  void runsWithTheRuntimeAlone(@TempDir Path folder) throws Exception {
    Expression expression = Weft.compile("sum(sin(x)**2 * w, axis=0) / n");
    Map<String, String> types = Map.of("x", "f64[r,c]", "w", "f64[c]", "n", "i64");
    assertEquals(1, expression.explain(types).kernels());
    Path file = folder.resolve("program.weft");
    Files.write(file, ProgramFile.toBytes(expression.program(types)));
    // One source file, run by the launcher: its class path has the runtime's classes alone.
    Path source = folder.resolve("Alone.java");
    Files.writeString(source, ALONE);
    Path runtime =
        Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String got =
        new ChildJvm(
                List.of("-cp", runtime.toString()), source.toString(), List.of(file.toString()))
            .run();
    double[] x = {1, 2, 3, 4, 5, 6};
    Tensor expected = expression.call(Tensor.of(x, 3, 2), new double[] {10, 1}, Tensor.scalar(3L));
    assertEquals(expected.toString(), got);
  }

  private static final String ALONE =
      """
      import dev.weft.program.ProgramFile;
      import dev.weft.runtime.LoadedProgram;
      import dev.weft.runtime.RunOptions;
      import dev.weft.runtime.cpu.CpuDevice;
      import dev.weft.tensor.Tensor;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.List;

      class Alone {
        public static void main(String[] args) throws Exception {
          for (String other : List.of("dev.weft.Weft", "org.objectweb.asm.Opcodes")) {
            try {
              Class.forName(other);
              throw new IllegalStateException(other + " is there");
            } catch (ClassNotFoundException expected) {
            }
          }
          var program = ProgramFile.fromBytes(Files.readAllBytes(Path.of(args[0])));
          Tensor[] inputs = new Tensor[3];
          for (int i = 0; i < 3; i++) {
            inputs[i] = switch (program.inputs().get(i).name()) {
              case "x" -> Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
              case "w" -> Tensor.of(new double[] {10, 1});
              default -> Tensor.scalar(3L);
            };
          }
          System.out.println(
              LoadedProgram.load(program, CpuDevice.instance()).run(RunOptions.DEFAULT, inputs)[0]);
        }
      }
      """;
}
