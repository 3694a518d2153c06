// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;

/** What TornadoVM is told, and how often. */
class TaskPlanTest {

  @BeforeEach
  void forgetPlans() {
    TornadoExecutionPlan.made();
  }

  private static Expression on(TornadoDevice device, String text) {
    return Weft.compile(text, Options.DEFAULT.withDevice(device));
  }

  private static Expression compile(String text) {
    return on(StandIn.device(true), text);
  }

  private static double[] ramp(int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = i;
    }
    return values;
  }

  private static TornadoExecutionPlan onlyPlan() {
    List<TornadoExecutionPlan> made = TornadoExecutionPlan.made();
    assertEquals(1, made.size());
    return made.getFirst();
  }

  private static <A> List<A> actions(TornadoExecutionPlan plan, Class<A> type) {
    return plan.graph().actions().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void aChainIsOneTaskWithOneTransferEachWay() {
    double[] x = ramp(1000);
    Tensor result = compile("2*x + 3*y").call(x, x);
    assertEquals(5 * 999.0, result.getDouble(999));
    TornadoExecutionPlan plan = onlyPlan();
    List<TaskGraph.Task> tasks = actions(plan, TaskGraph.Task.class);
    assertEquals(1, tasks.size());
    assertEquals(List.of(1024L, 256L), plan.geometry(tasks.getFirst().id()));
    assertEquals(1, actions(plan, TaskGraph.In.class).size());
    assertEquals(DataTransferMode.EVERY_EXECUTION, actions(plan, TaskGraph.In.class).get(0).mode());
    assertEquals(1, actions(plan, TaskGraph.Out.class).size());
  }

  @Test
  void whatIsBetweenStaysThere() {
    compile("x - mean(x)").call((Object) ramp(500));
    TornadoExecutionPlan plan = onlyPlan();
    List<TaskGraph.Task> tasks = actions(plan, TaskGraph.Task.class);
    assertTrue(tasks.size() >= 2, "a mean and what it is taken from");
    assertEquals(1, actions(plan, TaskGraph.Out.class).getFirst().arrays().size());
    long given =
        actions(plan, TaskGraph.In.class).stream().mapToLong(in -> in.arrays().size()).sum();
    assertTrue(given <= 3, "x, and numbers: " + given);
  }

  @Test
  void otherDataIsGivenToTheSamePlan() {
    Expression e = compile("x * k + 1");
    for (int i = 0; i < 4; i++) {
      double[] x = ramp(100);
      x[7] = i;
      assertEquals(i * (double) i + 1, e.call(x, (double) i).getDouble(7));
    }
    assertEquals(4, onlyPlan().executions());
  }

  @Test
  void otherSizesAreAnotherPlan() {
    Expression e = compile("x + 1");
    e.call((Object) ramp(10));
    e.call((Object) ramp(11));
    e.call((Object) ramp(10));
    List<TornadoExecutionPlan> made = TornadoExecutionPlan.made();
    assertEquals(2, made.size());
    assertEquals(2, made.getFirst().executions());
  }

  @Test
  void plansThatWereNotUsedForLongAreClosed() {
    Expression e = compile("x + 1");
    for (int n = 1; n <= 20; n++) {
      e.call((Object) ramp(n));
    }
    List<TornadoExecutionPlan> made = TornadoExecutionPlan.made();
    assertEquals(20, made.size());
    assertTrue(made.getFirst().isClosed());
    assertFalse(made.getLast().isClosed());
  }

  @Test
  void constantsGoThereOnce() {
    Expression e = compile("x + [1.0, 20, 300]");
    for (int i = 0; i < 3; i++) {
      assertEquals(301.0 + i, e.call((Object) new double[] {0, 0, 1 + i}).getDouble(2));
    }
    boolean once =
        actions(onlyPlan(), TaskGraph.In.class).stream()
            .anyMatch(in -> in.mode() == DataTransferMode.FIRST_EXECUTION);
    assertTrue(once);
  }

  @Test
  void lambdasRunTheSameMethods() {
    Expression e = on(StandIn.device(false), "sum(exp(x)) + x");
    Expression m = compile("sum(exp(x)) + x");
    double[] x = ramp(30);
    assertEquals(m.call((Object) x).toString(), e.call((Object) x).toString());
  }

  @Test
  void everyResultSaysWhereItRan() {
    Expression e = compile("x + 1");
    e.call((Object) ramp(3));
    String said = e.diagnostics().getLast().message();
    assertTrue(said.contains("runs on device tornado: a stand-in"), said);
  }

  @Test
  void whatTheHostDoesInBetweenIsSaid() {
    Expression e = compile("sort(x)[:2] * 2");
    assertEquals(2.0, e.call((Object) new double[] {3, 1, 2}).getDouble(0));
    String said = e.diagnostics().getLast().message();
    assertEquals(
        "kernel sort runs on the cpu, scalar: "
            + "a procedure, which the host performs between what the device does",
        said);
  }

  @Test
  void aNewShapeSaysWhatItCosts() {
    Expression e = compile("x + 1");
    for (int n : new int[] {3, 4, 3, 4}) {
      e.call((Object) ramp(n));
    }
    String said = e.explain().toString();
    assertTrue(said.contains("a new shape is compiled first (2 so far, the last in "), said);
  }

  @Test
  void aLongSumIsSharedByGroups() {
    double[] x = ramp(100_000);
    assertEquals(4_999_950_000.0, compile("sum(x)").call((Object) x).getDouble());
    TornadoExecutionPlan plan = onlyPlan();
    List<TaskGraph.Task> tasks = actions(plan, TaskGraph.Task.class);
    assertEquals(2, tasks.size());
    assertEquals(List.of(13 * 256L, 256L), plan.geometry(tasks.get(0).id()));
    assertEquals(List.of(16L, 16L), plan.geometry(tasks.get(1).id()));
    // what the groups leave stays there
    assertEquals(1, actions(plan, TaskGraph.In.class).getFirst().arrays().size());
    assertEquals(1, actions(plan, TaskGraph.Out.class).getFirst().arrays().size());
  }

  @Test
  void shortFoldsAndVeryManyAreDoneByAThreadEach() {
    Expression e = compile("sum(x, axis=1)");
    e.call(Tensor.zeros(DType.F64, 40, 100));
    assertEquals(List.of(256L, 256L), onlyPlan().geometry("t0"));
    e.call(Tensor.zeros(DType.F64, 40, 1000));
    assertEquals(List.of(40 * 32L, 32L), onlyPlan().geometry("t0"));
  }

  @Test
  void whatCannotRunThereIsRefusedWithItsPlace() {
    WeftException refused =
        assertThrows(WeftException.class, () -> compile("x + gamma(x)").call((Object) ramp(3)));
    assertEquals("E0510", refused.diagnostics().getFirst().code());
    assertTrue(refused.getMessage().contains("gamma: it is not written for devices yet"));
    assertTrue(refused.getMessage().contains("x + gamma(x)"), refused.getMessage());
    assertEquals(List.of(), TornadoExecutionPlan.made());
  }

  @Test
  void aKernelThatFailsIsNoResult() {
    Expression e = compile("x + 1");
    e.call((Object) ramp(3));
    onlyPlan().fail(new IllegalArgumentException("the driver says no"));
    var failed = assertThrows(IllegalStateException.class, () -> e.call((Object) ramp(3)));
    assertInstanceOf(IllegalArgumentException.class, failed.getCause());
    assertTrue(failed.getMessage().contains("the driver says no"), failed.getMessage());
  }

  @Test
  void aFailedCheckIsLocatedAndTheNextCallIsFine() {
    Expression e = compile("take(x, i, axis=0)");
    var mistake = assertThrows(WeftException.class, () -> e.call(ramp(5), new long[] {1, 9, 7}));
    assertTrue(mistake.getMessage().contains("at element [1]"), mistake.getMessage());
    assertEquals(4.0, e.call(ramp(5), new long[] {1, 2, 4}).getDouble(2));
  }
}
