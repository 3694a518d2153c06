// SPDX-License-Identifier: Apache-2.0
package dev.weft.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import dev.weft.runtime.cpu.CpuDevice;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoDeviceTest {

  /** Two cores with vectors of 256 bits, as {@link Measurement} found them. */
  private static final Costs CPU = new Costs(1_000, 0, 0.03, 0.03, 0);

  /** What a GPU behind a bus of 20 GB/s may be like: made up, since none was at hand. */
  private static final Costs GPU = new Costs(100_000, 0.05, 0, 0.0005, 300_000_000);

  private static final Map<String, Costs> TABLE = Map.of("cpu", CPU, "far", GPU);

  /** The processor under another name. */
  private record Far(boolean usable, List<Refusal> refused) implements Device {
    @Override
    public String name() {
      return "far";
    }

    @Override
    public Availability availability() {
      return new Availability(usable, usable ? "far away" : "out of reach");
    }

    @Override
    public List<Refusal> refusals(Program program) {
      return refused;
    }

    @Override
    public LoadedKernels load(Program program) {
      return CpuDevice.instance().load(program);
    }
  }

  private static final Far FAR = new Far(true, List.of());

  private static Expression expression(String text, Device... others) {
    AutoDevice auto = new AutoDevice(List.of(others), TABLE);
    return Weft.compile(text, Options.DEFAULT.withDevice(auto));
  }

  private static String told(Expression expression) {
    return expression.diagnostics().stream()
        .filter(diagnostic -> diagnostic.code().equals(PlacedProgram.CHOSEN))
        .map(Diagnostic::message)
        .findFirst()
        .orElseThrow();
  }

  /** Which call of the same sizes is the first one to go there; 0 for none ever. */
  @ParameterizedTest
  @CsvSource({
    "x + 1, 1000, 0",
    "2*x + 3*x, 1000000, 0",
    "sum(x * x), 1000000, 0",
    "x @ x, 16, 0",
    "x @ x, 300, 99",
    "x @ x, 3000, 1",
    "exp(sin(x)) * cos(x) + log(x + 2), 1000, 0",
    "exp(sin(x)) * cos(x) + log(x + 2), 1000000, 96",
    "exp(sin(x)) * cos(x) + log(x + 2), 100000000, 1",
  })
  void choosesByTheTable(String text, long n, long expected) {
    int rank = text.contains("@") ? 2 : 1;
    Program program = Weft.compile(text).program(Map.of("x", rank == 2 ? "f64[r,r]" : "f64[n]"));
    Chooser chooser = new Chooser(new AutoDevice(List.of(FAR), TABLE), List.of(FAR), List.of());
    Tensor one = Tensor.scalar(1.0);
    Tensor x = one.broadcastTo(rank == 2 ? new long[] {n, n} : new long[] {n});
    Tensor[] inputs = {x};
    Map<String, Long> sizes = Work.sizes(program, inputs);
    Work work = Work.of(program, Work.Count.of(program), sizes, inputs);
    long first = 0;
    for (int call = 1; call <= 1000 && first == 0; call++) {
      first = chooser.choose(sizes, () -> work).device() == FAR ? call : 0;
    }
    assertEquals(expected, first, () -> work + ": " + CPU.time(work) + " or " + GPU.time(work));
  }

  @Test
  void workIsCounted() {
    Program program = Weft.compile("a @ b").program(Map.of("a", "f32[n,k]", "b", "f32[k,m]"));
    Tensor a = Tensor.of(new float[60], 6, 10);
    Tensor b = Tensor.of(new float[80], 10, 8);
    Tensor[] inputs = {a, b};
    Map<String, Long> sizes = Work.sizes(program, inputs);
    Work work = Work.of(program, Work.Count.of(program), sizes, inputs);
    assertEquals(6 * 8 * (10 * 4 + 1), work.operations());
    assertEquals(4 * (60 + 80 + 48), work.moved());
    assertEquals(4 * (60 + 80 + 48), work.touched());
    assertEquals(1, work.kernels());
    Program loop =
        Weft.compileScript(
                "s",
                "input x: f64[n]\nfor t in 0:50 { x = x * 0.5 + t }\noutput x",
                Options.DEFAULT)
            .program(Map.of("x", "f64[n]"));
    Tensor[] one = {Tensor.of(new double[100], 100)};
    Map<String, Long> length = Work.sizes(loop, one);
    assertTrue(Work.of(loop, Work.Count.of(loop), length, one).operations() >= 50 * 100 * 4);
  }

  @Test
  void resultsSayWhereTheyRan() {
    Map<String, Costs> near = Map.of("cpu", CPU, "far", new Costs(1_000, 0, 0, 0, 400_000));
    AutoDevice auto = new AutoDevice(List.of(FAR), near);
    Expression e = Weft.compile("sqrt(x) * 2 + x", Options.DEFAULT.withDevice(auto));
    double[] values = new double[20_000];
    Arrays.fill(values, 4);
    Tensor x = Tensor.of(values, values.length);
    assertEquals(8.0, e.call(x).toDoubleArray()[7]);
    assertTrue(told(e).startsWith("the last call ran on cpu: about "), told(e));
    assertTrue(told(e).endsWith("and this is number 1"), told(e));
    for (int call = 0; call < 50; call++) {
      e.call(x);
    }
    assertTrue(told(e).startsWith("the last call ran on far: about "), told(e));
    assertTrue(told(e).endsWith("where these sizes are compiled"), told(e));
    assertTrue(e.explain().toString().contains("the last call ran on far"));
    e.call(x.slice(new long[] {0}, new long[] {15_000}, new long[] {1}));
    assertTrue(told(e).contains("ran on cpu"), told(e));
    e.call(Tensor.of(new double[9], 9));
    assertTrue(told(e).endsWith("too little to do for any other device"), told(e));
  }

  @Test
  void nothingIsMeasuredForALittleWork() {
    AutoDevice auto = new AutoDevice(List.of(FAR), Map.of());
    Expression e = Weft.compile("sqrt(x) + 1", Options.DEFAULT.withDevice(auto));
    e.call(Tensor.of(new double[100_000], 100_000));
    assertTrue(told(e).contains("cpu: others are measured when calls have taken 5 s"), told(e));
    assertFalse(Measurement.knows(FAR));
    Chooser chooser = new Chooser(auto, List.of(FAR), List.of());
    Work much = new Work(1e12, 8, 8, 1);
    chooser.choose(Map.of(), () -> much);
    assertTrue(Measurement.knows(FAR));
  }

  @Test
  void whatCannotRunThereIsAReason() {
    Tensor x = Tensor.of(new double[9], 9);
    Expression alone = expression("x + 1");
    alone.call(x);
    assertEquals("the last call ran on cpu: there is no other device", told(alone));
    Expression away = expression("x + 1", new Far(false, List.of()));
    away.call(x);
    assertEquals("the last call ran on cpu: far is not available: out of reach", told(away));
    assertTrue(
        expression("x + 1", FAR).explain(Map.of("x", "f64[n]")).toString().contains("can run on"));
  }

  @Test
  void explainTellsWhatWouldRun() {
    Diagnostic why =
        Diagnostic.error("E0510", "this cannot run on device 'far'").because("it is too far");
    Far picky = new Far(false, List.of(new Device.Refusal(0, why)));
    String told =
        Weft.compile("x + 1", Options.DEFAULT.withDevice(picky))
            .explain(Map.of("x", "f64[n]"))
            .toString();
    assertTrue(told.contains("device far is not available here: out of reach"), told);
    assertTrue(told.contains(": cannot run on device far"), told);
    assertTrue(told.contains("it is too far"), told);
    String cpu = Weft.compile("x + 1").explain(Map.of("x", "f64[n]")).toString();
    assertFalse(cpu.contains("can run on"), cpu);
  }

  @Test
  void programsAreNotLoadedWithoutSizes() {
    Program program = Weft.compile("x + 1").program(Map.of("x", "f64[n]"));
    AutoDevice auto = new AutoDevice(List.of(FAR), TABLE);
    assertEquals("cpu or far, by cost", auto.availability().reason());
    assertThrows(UnsupportedOperationException.class, () -> auto.load(program));
  }

  @Test
  void costsAreMeasuredOnce() {
    Costs costs = Measurement.of(CpuDevice.instance(), false);
    assertEquals(costs, Measurement.of(CpuDevice.instance(), false));
    assertTrue(costs.call() > 0 && costs.touched() > 0, costs::toString);
    assertEquals(0, costs.moved());
  }
}
