// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static dev.weft.cli.Ran.weft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.io.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTest {
  @TempDir Path folder;
  private String script;

  @BeforeEach
  void write() throws IOException {
    script =
        write(
            "scale.expr",
            """
            input x: f64[n]
            param k: f64 = 2.0
            assert k > 0, "k must be positive"
            output scaled = k * x
            output count = n
            """);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void outputsHaveTheirNames() {
    String printed = weft("run", script, "x=[1.0, 2.5]").clean();
    assertEquals("scaled = [2. 5.]\ncount = 2\n", printed);
    String json = weft("run", script, "x=[1.0]", "--json").clean();
    assertEquals(
        "{\"outputs\": {\"scaled\": {\"dtype\": \"f64\", \"shape\": [1], \"data\": [2.0]}, "
            + "\"count\": {\"dtype\": \"i64\", \"shape\": [], \"data\": [1]}}}\n",
        json);
  }

  @Test
  void oneOutputIsAValue() throws IOException {
    String one = write("one.expr", "param n: i64 = 3\noutput s = sum(arange(n))\n");
    assertEquals("3\n", weft("run", one).clean());
    assertEquals("6\n", weft("run", one, "-p", "n=4").clean());
  }

  @Test
  void paramsMayBeGivenEitherWay() {
    assertTrue(weft("run", script, "x=[1.0]", "-p", "k=5").clean().startsWith("scaled = [5.]"));
    assertTrue(weft("run", script, "x=[1.0]", "k=5").clean().startsWith("scaled = [5.]"));
    String unknown = weft("run", script, "x=[1.0]", "-p", "q=5").mistake();
    assertTrue(unknown.contains("it has input x and the param k"), unknown);
  }

  @Test
  void outputsGoToFiles() throws IOException {
    Path file = folder.resolve("s.npy");
    String printed = weft("run", script, "x=[1.0, 2.5]", "-o", "scaled=" + file).clean();
    assertEquals("2\n", printed);
    assertEquals("[2. 5.]", Npy.read(file).toString());
    String nowhere = folder.resolve("no/s.npy").toString();
    assertEquals(1, weft("run", script, "x=[1.0]", "-o", "scaled=" + nowhere).code());
    String unknown = weft("run", script, "x=[1.0]", "-o", "sacled=" + file).mistake();
    assertTrue(unknown.contains("outputs are scaled, count"), unknown);
  }

  @Test
  void mistakesNameTheFileAndTheLine() throws IOException {
    String missing = weft("run", script).mistake();
    assertTrue(missing.contains("--> scale.expr:1:7"), missing);
    assertTrue(missing.contains("x=@FILE.npy"), missing);
    String failed = weft("run", script, "x=[1.0]", "k=-1").mistake();
    assertTrue(failed.contains("k must be positive"), failed);
    String none = weft("run", folder.resolve("none.expr").toString()).mistake();
    assertTrue(none.endsWith("none.expr: there is no such file\n"), none);
    String directory = weft("run", folder.toString()).mistake();
    assertTrue(directory.contains("it is a folder"), directory);
    String wrong = weft("run", write("w.expr", "output y = sin(\n")).mistake();
    assertTrue(wrong.contains("--> w.expr:1:"), wrong);
  }

  @Test
  void explainsScriptsAndExpressions() {
    String expression = weft("explain", "sum(x**2)", "x:f64[n]").clean();
    assertTrue(expression.startsWith("1 kernel\n"), expression);
    assertTrue(weft("explain", script, "x:f64[n]").clean().contains("kernel"));
    for (String stage : new String[] {"graph", "clusters", "kernel", "program", "bytecode"}) {
      String told = weft("explain", "exp(x) + 1", "x:f64[n]", "--stage", stage).clean();
      assertTrue(told.length() > 20, told);
    }
    String bytecode = weft("explain", "x + 1", "x:f64[n]", "--stage", "bytecode").clean();
    assertTrue(bytecode.contains("DADD"), bytecode);
  }

  @Test
  void explainTellsWhichTypesAreMissingOrWrong() {
    String missing = weft("explain", "x + y", "x:f64[n]").mistake();
    assertTrue(missing.contains("y:f64[n]"), missing);
    String wrong = weft("explain", "x", "x:f64[").mistake();
    assertTrue(wrong.startsWith("error[E0602]: the type of x: "), wrong);
  }

  @Test
  void devicesAreListed() {
    String devices = weft("devices").clean();
    assertTrue(devices.startsWith("cpu            available     "), devices);
    assertTrue(weft("devices", "--json").clean().startsWith("[{\"name\": \"cpu\", "));
  }
}
