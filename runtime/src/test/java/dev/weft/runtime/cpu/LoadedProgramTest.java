// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.RuntimeCodes;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class LoadedProgramTest {
  private static final Dim N = Dim.symbol("n");
  private static final RunOptions ONE = RunOptions.DEFAULT.withThreads(1);

  private static LoadedProgram load(Program program) {
    return Launches.load(
        program, Tuning.DEFAULT, Map.of("add", Kernels.Add::new, "take", Kernels.Take::new));
  }

  /** y = a + b for vectors of n elements. */
  private static Program sums() {
    return sums(
        List.of(
            new Step.Alloc(2, DType.F64, List.of(N), Step.Alloc.RESULT),
            new Step.Launch(0, List.of(0, 1, 2), List.of(N), List.of(), 0, 4)));
  }

  private static Program sums(List<Step> steps) {
    return new Program(
        Program.ABI,
        "sums",
        "<expression>",
        "a + b",
        List.of(
            new Program.Input("a", DType.F64, 1, false),
            new Program.Input("b", DType.F64, 1, false)),
        List.of(new Program.SymbolSource.Axis("n", 0, 0), new Program.SymbolSource.Axis("m", 1, 0)),
        List.of(
            new Program.Guard(
                Program.Relation.EQUAL,
                N,
                Dim.symbol("m"),
                "E0203",
                "cannot add {left} and {right} elements",
                2,
                3,
                List.of(
                    new Program.Label(0, 1, "{n} elements"),
                    new Program.Label(4, 5, "{m} elements, twice {2*m}")),
                "cut {left} to {right}")),
        List.of(),
        steps,
        List.of(new Program.Output("y", 2)),
        List.of(Kernels.Add.code(1)));
  }

  private static Tensor vector(double... elements) {
    return Tensor.of(elements);
  }

  @Test
  void aFailedGuardShowsBothValues() {
    LoadedProgram loaded = load(sums());
    WeftException e =
        assertThrows(WeftException.class, () -> loaded.run(ONE, vector(1, 2), vector(1, 2, 3)));
    Diagnostic diagnostic = e.diagnostics().getFirst();
    assertEquals("E0203", diagnostic.code());
    assertEquals("cannot add 2 and 3 elements", diagnostic.message());
    assertEquals("3 elements, twice 6", diagnostic.labels().get(1).text());
    assertEquals(List.of("cut 2 to 3"), diagnostic.help());
    assertArrayEquals(
        new double[] {2, 4}, Launches.doubles(loaded.run(ONE, vector(1, 2), vector(1, 2))[0]));
  }

  @Test
  void wrongInputsAreErrors() {
    LoadedProgram loaded = load(sums());
    List<Tensor[]> wrong =
        List.of(
            new Tensor[] {vector(1)},
            new Tensor[] {vector(1), Tensor.of(new float[1])},
            new Tensor[] {vector(1), Tensor.scalar(1.0)});
    for (Tensor[] inputs : wrong) {
      WeftException e = assertThrows(WeftException.class, () -> loaded.run(ONE, inputs));
      assertEquals(RuntimeCodes.INPUT, e.code());
    }
  }

  @Test
  void resultsAreNewInEveryRun() {
    LoadedProgram loaded = load(sums());
    Tensor a = vector(1, 2);
    Tensor first = loaded.run(ONE, a, a)[0];
    Tensor second = loaded.run(ONE, a, a)[0];
    assertNotSame(first.storage(), second.storage());
    assertArrayEquals(new double[] {2, 4}, (double[]) first.storage());
  }

  @Test
  void aRepeatedCallAllocatesNothing() {
    LoadedProgram loaded = load(sums());
    Tensor a = Tensor.zeros(DType.F64, 5000);
    Tensor b = Tensor.zeros(DType.F64, 10000).slice(new long[1], new long[] {5000}, new long[] {2});
    Tensor[] inputs = {a, b};
    Tensor[] results = {Tensor.zeros(DType.F64, 5000)};
    assertNoGarbage(loaded, inputs, results);
  }

  private static void assertNoGarbage(LoadedProgram loaded, Tensor[] inputs, Tensor[] results) {
    RunOptions options = ONE.withBodies(RunOptions.Bodies.SCALAR);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 200; round++) {
      long before = Garbage.ofThisThread();
      for (int i = 0; i < 50; i++) {
        loaded.run(options, inputs, results);
      }
      least = Math.min(least, Garbage.ofThisThread() - before);
    }
    assertEquals(0, least);
  }

  @Test
  void aRepeatedFoldAllocatesNothing() {
    for (Tuning.Form form : Tuning.Form.values()) {
      long[] kept = {70};
      Tensor x = Tensor.zeros(DType.F64, 1100, 70).transpose();
      Program program =
          Launches.program(
              FoldKernels.Lean.code(1, 2), List.of(x), kept, new long[] {1100}, List.of(kept));
      LoadedProgram loaded =
          Launches.load(
              program, Launches.tuning(form, 16, 64), Map.of("lean", FoldKernels.Lean::new));
      assertNoGarbage(loaded, new Tensor[] {x}, new Tensor[] {Tensor.zeros(DType.F64, kept)});
    }
  }

  @Test
  void roundsOfALoopMakeNoGarbage() {
    LoadedProgram loaded = load(fibonacci(0, true));
    assertEquals(garbage(loaded, 4), garbage(loaded, 50));
  }

  private static long garbage(LoadedProgram loaded, long rounds) {
    Tensor[] inputs = {vector(1, 2), vector(3, 4), Tensor.scalar(rounds)};
    RunOptions options = ONE.withBodies(RunOptions.Bodies.SCALAR);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 2_000; i++) {
      long before = Garbage.ofThisThread();
      loaded.run(options, inputs);
      least = Math.min(least, Garbage.ofThisThread() - before);
    }
    return least;
  }

  @Test
  void anInputMayBeTheResultWhereEveryReadIsAtTheWrittenIndex() {
    LoadedProgram loaded = load(sums());
    List<Diagnostic> remarks = new ArrayList<>();
    RunOptions options = ONE.withRemarks(remarks::add);
    Tensor a = vector(1, 2, 3, 4, 5);
    loaded.run(options, new Tensor[] {a, a}, new Tensor[] {a});
    assertArrayEquals(new double[] {2, 4, 6, 8, 10}, (double[]) a.storage());
    assertEquals(List.of(), remarks);
  }

  @Test
  void anOverlappingResultGoesByWayOfATemporary() {
    LoadedProgram loaded = load(sums());
    List<Diagnostic> remarks = new ArrayList<>();
    RunOptions options = ONE.withRemarks(remarks::add);
    double[] memory = {1, 2, 3, 4, 5};
    Tensor all = Tensor.of(memory);
    Tensor low = all.slice(new long[] {0}, new long[] {4}, new long[] {1});
    Tensor high = all.slice(new long[] {1}, new long[] {4}, new long[] {1});
    Tensor[] results = {high};
    loaded.run(options, new Tensor[] {low, low}, results);
    assertSame(high, results[0]);
    assertArrayEquals(new double[] {1, 2, 4, 6, 8}, memory);
    assertEquals(RuntimeCodes.OUT_COPIED, remarks.getFirst().code());
    assertTrue(remarks.getFirst().message().contains("output y overlaps input a"));
  }

  @Test
  void aReadOfAnotherElementForbidsWritingInPlace() {
    Movement flip = new Movement.Slice(List.of(N.plus(-1)), List.of(N), List.of(-1L));
    LoadedProgram loaded =
        load(
            sums(
                List.of(
                    new Step.View(3, 0, flip),
                    new Step.Alloc(2, DType.F64, List.of(N), Step.Alloc.RESULT),
                    new Step.Launch(0, List.of(3, 1, 2), List.of(N), List.of(), 0, 4))));
    Tensor a = vector(1, 2, 3);
    loaded.run(ONE, new Tensor[] {a, vector(0, 0, 0)}, new Tensor[] {a});
    assertArrayEquals(new double[] {3, 2, 1}, (double[]) a.storage());
  }

  @Test
  void aTensorThatCannotTakeTheResultIsAnError() {
    LoadedProgram loaded = load(sums());
    Tensor a = vector(1, 2);
    for (Tensor wrong :
        List.of(vector(1), Tensor.of(new float[2]), vector(1).broadcastTo(2), Tensor.iota(2))) {
      WeftException e =
          assertThrows(
              WeftException.class,
              () -> loaded.run(ONE, new Tensor[] {a, a}, new Tensor[] {wrong}));
      assertEquals(RuntimeCodes.OUT, e.code());
    }
  }

  @Test
  void viewsLeaveWithoutACopyAndNumbersGetMemory() {
    Program program =
        Launches.program(
            List.of(new Program.Input("a", DType.F64, 2, false)),
            List.of(
                new Step.View(1, 0, new Movement.Permute(List.of(1, 0))),
                new Step.View(2, 1, new Movement.Reshape(Launches.dims(6))),
                new Step.Iota(3, Dim.of(4)),
                new Step.SizeOf(4, Dim.of(7)),
                new Step.View(5, 4, new Movement.Broadcast(Launches.dims(2)))),
            List.of(
                new Program.Output("t", 1),
                new Program.Output("flat", 2),
                new Program.Output("numbers", 3),
                new Program.Output("sevens", 5)));
    double[] memory = {1, 2, 3, 4, 5, 6};
    Tensor[] results = load(program).run(ONE, Tensor.of(memory, 2, 3));
    assertSame(memory, results[0].storage());
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, (double[]) results[1].storage());
    assertArrayEquals(new long[] {0, 1, 2, 3}, (long[]) results[2].storage());
    assertArrayEquals(new long[] {7, 7}, (long[]) results[3].storage());
  }

  @Test
  void resultsThatAreViewsDoNotSeeWhatIsWrittenForOthers() {
    Program program =
        Launches.program(
            List.of(
                new Program.Input("a", DType.F64, 1, false),
                new Program.Input("b", DType.F64, 1, false)),
            List.of(
                new Step.View(
                    2, 0, new Movement.Slice(Launches.dims(1), Launches.dims(2), List.of(-1L))),
                new Step.Alloc(3, DType.F64, Launches.dims(2), Step.Alloc.RESULT),
                new Step.Launch(0, List.of(0, 1, 3), Launches.dims(2), List.of(), 0, 0)),
            List.of(new Program.Output("flipped", 2), new Program.Output("sum", 3)),
            Kernels.Add.code(1));
    Tensor a = vector(1, 2);
    Tensor[] results = {null, a};
    load(program).run(ONE, new Tensor[] {a, vector(10, 10)}, results);
    assertArrayEquals(new double[] {2, 1}, Launches.doubles(results[0]));
    assertArrayEquals(new double[] {11, 12}, (double[]) a.storage());
  }

  @Test
  void javaNumbersTakeTheProgramsDtype() {
    Program program =
        new Program(
            Program.ABI,
            "weak",
            "<expression>",
            "s",
            List.of(
                new Program.Input("s", DType.I32, 0, true),
                new Program.Input("x", DType.F32, 0, true)),
            List.of(new Program.SymbolSource.Value("s", 0)),
            List.of(),
            List.of(),
            List.of(new Step.SizeOf(2, Dim.symbol("s").times(Dim.of(2)))),
            List.of(
                new Program.Output("s", 0), new Program.Output("x", 1), new Program.Output("d", 2)),
            List.of());
    LoadedProgram loaded = load(program);
    Tensor[] results = loaded.run(ONE, Tensor.scalar(41L), Tensor.scalar(0.1));
    loaded.run(ONE, Tensor.scalar(5L), Tensor.scalar(7));
    assertEquals(DType.I32, results[0].dtype());
    assertEquals(41, results[0].getLong());
    assertArrayEquals(new float[] {0.1f}, (float[]) results[1].storage());
    assertEquals(82, results[2].getLong());
    WeftException e =
        assertThrows(
            WeftException.class,
            () -> loaded.run(ONE, Tensor.scalar(1L << 40), Tensor.scalar(0.1)));
    assertEquals(RuntimeCodes.WEAK_SCALAR, e.code());
  }

  /** (x, y) becomes (x + y, x), n times. */
  private static Program fibonacci(int storage, boolean counted) {
    List<Step> body =
        List.of(
            new Step.Alloc(6, DType.F64, List.of(N), storage),
            new Step.Launch(0, List.of(4, 5, 6), List.of(N), List.of(), 0, 0));
    List<Step.Swap> swaps = List.of(new Step.Swap(0, 4, 6), new Step.Swap(1, 5, 4));
    Dim rounds = Dim.symbol("rounds");
    Step loop =
        counted
            ? new Step.Repeat(3, Dim.ZERO, 1, rounds, swaps, body)
            : new Step.While(List.of(), 7, rounds, swaps, body, 1, 2);
    return new Program(
        Program.ABI,
        "fibonacci",
        "<script>",
        "for i in 0:n { }",
        List.of(
            new Program.Input("x", DType.F64, 1, false),
            new Program.Input("y", DType.F64, 1, false),
            new Program.Input("rounds", DType.I64, 0, true)),
        List.of(
            new Program.SymbolSource.Axis("n", 0, 0), new Program.SymbolSource.Value("rounds", 2)),
        List.of(),
        List.of(new Program.Constant(7, DType.BOOL, List.of(), new boolean[] {true})),
        List.of(loop),
        List.of(new Program.Output("x", 4), new Program.Output("y", 5)),
        List.of(Kernels.Add.code(1)));
  }

  @Test
  void loopsCarryValuesInTurn() {
    for (int storage : new int[] {0, Step.Alloc.RESULT}) {
      LoadedProgram loaded = load(fibonacci(storage, true));
      double[] one = {1, 10};
      double[] zero = {0, 0};
      double[] expected = {1, 0};
      for (long rounds = 0; rounds < 12; rounds++) {
        Tensor x = Tensor.of(one);
        Tensor[] results = loaded.run(ONE, x, Tensor.of(zero), Tensor.scalar(rounds));
        assertArrayEquals(
            new double[] {expected[0], 10 * expected[0]}, Launches.doubles(results[0]));
        assertArrayEquals(
            new double[] {expected[1], 10 * expected[1]}, Launches.doubles(results[1]));
        expected = new double[] {expected[0] + expected[1], expected[0]};
        Tensor given = Tensor.zeros(DType.F64, 2);
        loaded.run(
            ONE,
            new Tensor[] {x, Tensor.of(zero), Tensor.scalar(rounds)},
            new Tensor[] {null, given});
        assertArrayEquals(Launches.doubles(results[1]), Launches.doubles(given));
      }
      assertArrayEquals(new double[] {1, 10}, one);
      assertArrayEquals(new double[] {0, 0}, zero);
    }
  }

  @Test
  void aLoopThatDoesNotEndIsAnError() {
    LoadedProgram loaded = load(fibonacci(0, false));
    WeftException e =
        assertThrows(
            WeftException.class, () -> loaded.run(ONE, vector(1), vector(0), Tensor.scalar(100L)));
    assertEquals(RuntimeCodes.LOOP_LIMIT, e.code());
    assertTrue(e.getMessage().contains("after 100 rounds"));
  }

  @Test
  void anInterruptEndsALoop() {
    LoadedProgram loaded = load(fibonacci(0, true));
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class,
        () -> loaded.run(ONE, vector(1), vector(0), Tensor.scalar(1L << 40)));
    assertTrue(Thread.interrupted());
  }

  @Test
  void branchesAndAssertionsReadABool() {
    Program program =
        Launches.program(
            List.of(
                new Program.Input("c", DType.BOOL, 0, false),
                new Program.Input("a", DType.F64, 1, false),
                new Program.Input("ok", DType.BOOL, 0, false)),
            List.of(
                new Step.Assert(2, "ok must hold", 5, 9),
                new Step.Branch(
                    0,
                    List.of(new Step.Choice(3, 1, 4)),
                    List.of(),
                    List.of(
                        new Step.Alloc(4, DType.F64, Launches.dims(2), Step.Alloc.RESULT),
                        new Step.Launch(0, List.of(1, 1, 4), Launches.dims(2), List.of(), 0, 0)))),
            List.of(new Program.Output("y", 3)),
            Kernels.Add.code(1));
    LoadedProgram loaded = load(program);
    Tensor yes = Tensor.scalar(true);
    Tensor no = Tensor.scalar(false);
    Tensor a = vector(1, 2);
    assertSame(a.storage(), loaded.run(ONE, yes, a, yes)[0].storage());
    assertArrayEquals(new double[] {2, 4}, Launches.doubles(loaded.run(ONE, no, a, yes)[0]));
    WeftException e = assertThrows(WeftException.class, () -> loaded.run(ONE, no, a, no));
    assertEquals(RuntimeCodes.ASSERTION, e.code());
    assertTrue(e.getMessage().contains("ok must hold"));
    assertEquals(5, e.diagnostics().getFirst().span().start());
  }

  @Test
  void aValueThatFitsNoArrayIsAnError() {
    Program program =
        Launches.program(
            List.of(),
            List.of(
                new Step.Alloc(0, DType.F64, Launches.dims(1L << 20, 1L << 20), Step.Alloc.RESULT)),
            List.of(new Program.Output("y", 0)));
    WeftException e = assertThrows(WeftException.class, () -> load(program).run(ONE));
    assertEquals(RuntimeCodes.TOO_LARGE, e.code());
  }

  @Test
  void callsOnManyThreadsDoNotDisturbEachOther() throws InterruptedException {
    LoadedProgram loaded = load(sums());
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 6; t++) {
      int number = t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 300; i++) {
                        Tensor a = Tensor.zeros(DType.F64, 1 + (i * 37 + number) % 3000);
                        ((double[]) a.storage())[0] = number;
                        Tensor y = loaded.run(RunOptions.DEFAULT, a, a)[0];
                        assertEquals(2.0 * number, y.getDouble(0));
                        assertEquals(a.size(), y.size());
                      }
                    } catch (RuntimeException | Error e) {
                      synchronized (failures) {
                        failures.add(e);
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
  }
}
