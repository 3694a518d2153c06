// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static dev.weft.cli.Ran.weft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.io.Npy;
import dev.weft.io.Npz;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalTest {
  @TempDir Path folder;

  @Test
  void printsLikeNumPy() {
    assertEquals("2\n", weft("eval", "1 + 1").clean());
    assertEquals("[2.5 4.5 6.5]\n", weft("eval", "2*a + b", "a=[1,2,3]", "b=0.5").clean());
    assertEquals("[[1 3]\n [2 4]]\n", weft("eval", "a.T", "a=[[1,2],[3,4]]").clean());
  }

  @Test
  void aNumberWithoutADtypeIsWeak() {
    String[] inputs = {"x=f32([1,2])", "k=0.5"};
    String weak = weft("eval", "x * k", inputs[0], inputs[1], "--json").clean();
    assertEquals("{\"dtype\": \"f32\", \"shape\": [2], \"data\": [0.5, 1.0]}\n", weak);
    String strong = weft("eval", "x * k", inputs[0], "k=0.5f64", "--json").clean();
    assertEquals("{\"dtype\": \"f64\", \"shape\": [2], \"data\": [0.5, 1.0]}\n", strong);
    assertTrue(weft("eval", "x * k", inputs[0], "k=-1/2", "--json").clean().contains("f32"));
    assertTrue(weft("eval", "x * k", inputs[0], "k=[0.5]", "--json").clean().contains("f64"));
  }

  @Test
  void valuesAreExpressions() {
    assertEquals("2.5\n", weft("eval", "sum(x)", "x=linspace(0,1,5)").clean());
    assertEquals("True\n", weft("eval", "not b", "b=False").clean());
  }

  @Test
  void severalResults() {
    assertEquals("1\n3\n", weft("eval", "(min(x), max(x))", "x=[1,2,3]").clean());
    assertEquals(
        "{\"outputs\": {\"0\": {\"dtype\": \"i64\", \"shape\": [], \"data\": [1]}, "
            + "\"1\": {\"dtype\": \"f64\", \"shape\": [1], \"data\": [\"NaN\"]}}}\n",
        weft("eval", "(min(x), [nan])", "x=[1,2]", "--json").clean());
  }

  @Test
  void anExpressionMayBeginWithAMinus() {
    assertEquals("-9\n", weft("eval", "-a**2", "a=3").clean());
    assertEquals("-3\n", weft("eval", "-(a)", "a=3", "--threads", "1").clean());
    assertEquals("-1\n", weft("eval", "-1").clean());
    Ran ran = weft("eval", "-a", "a=3");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("put in parentheses"), ran.err());
  }

  @Test
  void anyNameMayBeAnInput() {
    String[] names = {"threads=1", "json=2", "λ=3", "pi=4", "out=5"};
    assertEquals(
        "15\n",
        weft(
                "eval",
                "threads + json + λ + pi + out",
                names[0],
                names[1],
                names[2],
                names[3],
                names[4])
            .clean());
  }

  @Test
  void readsAndWritesFiles() throws IOException {
    Path npy = folder.resolve("a.npy");
    Npy.write(npy, Tensor.of(new float[] {1, 2, 3}));
    assertEquals("6.0\n", weft("eval", "sum(a)", "a=@" + npy).clean());

    Map<String, Tensor> two = new LinkedHashMap<>();
    two.put("u", Tensor.of(new int[] {1, 2}));
    two.put("v", Tensor.of(new int[] {3, 4}));
    Path npz = folder.resolve("two.npz");
    Npz.write(npz, two, true);
    assertEquals("[4 6]\n", weft("eval", "u+v", "u=@" + npz + ":u", "v=@" + npz + ":v").clean());
    String unclear = weft("eval", "u", "u=@" + npz).mistake();
    assertTrue(unclear.contains("holds 2 arrays: u, v"), unclear);

    Path csv = folder.resolve("t.csv");
    Files.writeString(csv, "day,close\n1,10.5\n2,11.5\n");
    assertEquals("22.0\n", weft("eval", "sum(c)", "c=@" + csv + ":close").clean());
    assertEquals("3.0\n", weft("eval", "sum(c)", "c=@" + csv + ":0").clean());
    assertEquals("[[ 1.  10.5]\n [ 2.  11.5]]\n", weft("eval", "c", "c=@" + csv).clean());

    Path out = folder.resolve("out.npy");
    assertEquals("", weft("eval", "x * 2", "x=[1.5]", "-o", out.toString()).clean());
    assertEquals("3.0", Npy.read(out).reshape(1).getDouble(0) + "");
    assertEquals("2\n", weft("eval", "(1.0, 2)", "-o", "0=" + out).clean());
    String which = weft("eval", "(1, 2)", "-o", out.toString()).mistake();
    assertTrue(which.contains("-o 0="), which);
  }

  @Test
  void mistakesInTheTextHaveACaret() {
    String unknown = weft("eval", "a + c", "a=1").mistake();
    assertTrue(unknown.startsWith("error[E0108]: input 'c' has no value\n"), unknown);
    assertTrue(unknown.contains("\n   |     ^\n"), unknown);
    assertTrue(unknown.contains("c=@FILE.npy"), unknown);
    String shapes = weft("eval", "a + b", "a=[1,2]", "b=[1,2,3]").mistake();
    assertTrue(shapes.startsWith("error[E0203]"), shapes);
    String syntax = weft("eval", "1 +").mistake();
    assertTrue(syntax.startsWith("error[E0002]"), syntax);
  }

  @Test
  void mistakesInValuesSayWhichValue() {
    String value = weft("eval", "a", "a=[1,2").mistake();
    assertTrue(value.contains("--> value of a:1:1"), value);
    String file = weft("eval", "a", "a=data.npy").mistake();
    assertTrue(file.contains("@data.npy"), file);
    String tuple = weft("eval", "a", "a=(1,2)").mistake();
    assertTrue(tuple.contains("tuple"), tuple);
  }

  @Test
  void mistakesRoundTheText() {
    String missing = weft("eval", "a", "a=@nowhere.npy").mistake();
    assertEquals("error[E0601]: cannot read nowhere.npy: there is no such file\n", missing);
    String form = weft("eval", "a", "a=@x.txt").mistake();
    assertTrue(form.contains("FILE.npy"), form);
    String name = weft("eval", "alpha + 1", "alpha=1", "alhpa=2").mistake();
    assertTrue(name.contains("did you mean 'alpha'?"), name);
    String device = weft("eval", "1", "--device", "abacus").mistake();
    assertTrue(device.contains("there is no device 'abacus'"), device);
  }

  @Test
  void theLaunchersDeviceHoldsWithoutOptionsToo() throws IOException {
    Path script = Files.writeString(folder.resolve("one.expr"), "output y = 1");
    System.setProperty("weft.device", "abacus");
    try {
      for (Ran ran : List.of(weft("eval", "1"), weft("run", script.toString()))) {
        assertTrue(ran.mistake().contains("there is no device 'abacus'"));
      }
      assertEquals("1\n", weft("eval", "1", "--device", "cpu").clean());
    } finally {
      System.clearProperty("weft.device");
    }
  }

  @Test
  void aChosenDeviceIsTold() {
    Ran ran = weft("eval", "sum(x)", "x=3", "--device", "auto");
    assertEquals("3\n", ran.out());
    assertTrue(
        ran.err().contains("note[N0002]: the last call ran on cpu: tornado is not"), ran.err());
  }

  @Test
  void explainPredictsWhatACallCosts() {
    String told =
        weft("explain", "a + w", "a:f64[n,m]", "w:f64[m]", "--cost", "n=1e3,m=1_0").clean();
    assertTrue(told.contains("kernel 0: 160 kB read and written"), told);
    assertTrue(told.contains("bound by"), told);
    String missing = weft("explain", "a + 1", "a:f64[n,m]", "--cost", "n=2").err();
    assertTrue(missing.contains("m (axis 1 of a)"), missing);
    assertTrue(weft("explain", "a", "a:f64[n]", "--cost", "n=1.5").err().contains("no size"));
  }

  @Test
  void explainTellsWhatADeviceCanRun() {
    String[] command = {"explain", "sort(x) + 1", "x:i16[n]", "--device", "gpu"};
    String told = weft(command).clean();
    assertTrue(told.contains("device tornado is not available here: "), told);
    assertTrue(told.contains("sort in 'sort(x)': a procedure, which the host performs"), told);
    assertTrue(told.contains(": cannot run on device tornado\n"), told);
    assertTrue(told.contains("error[E0510]: this cannot run on device 'tornado'\n  --> "), told);
    assertTrue(weft("explain", "1", "--device", "auto").clean().contains("auto chooses"));
    assertTrue(weft("explain", "1", "--device", "abacus").mistake().contains("no device"));
  }

  @Test
  void devicesAreMeasured() {
    assertTrue(weft("devices", "--measure").clean().contains("per operation"));
  }

  @Test
  void misuseHasItsOwnExitCode() {
    for (String[] arguments :
        new String[][] {
          {},
          {"nothing"},
          {"eval"},
          {"eval", "1", "--nothing"},
          {"eval", "a", "a"},
          {"eval", "a", "a=1", "a=2"},
          {"eval", "a", "=1"},
          {"eval", "1", "--threads", "many"},
          {"eval", "1", "--threads", "0"},
          {"eval", "1", "-o", "x.txt"},
          {"eval", "1", "--jsonl"},
          {"run"},
          {"explain", "1", "--stage", "nothing"}
        }) {
      Ran ran = weft(arguments);
      assertEquals(2, ran.code(), String.join(" ", arguments));
      assertEquals("", ran.out());
      assertTrue(ran.err().contains("--help"), ran.err());
    }
  }

  @Test
  void helpHasExamples() {
    for (String command : new String[] {"run", "eval", "repl", "explain"}) {
      String help = weft(command, "--help").clean();
      assertTrue(help.contains("Usage: weft " + command), help);
      assertTrue(help.contains("Examples:\n  weft " + command), help);
    }
    assertTrue(weft("--help").clean().contains("explain"));
  }
}
