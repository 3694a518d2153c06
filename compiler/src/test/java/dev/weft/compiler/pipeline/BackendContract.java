// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.runtime.Device;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.cpu.CpuDevice;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every device must do: run whole programs and give what the interpreter of graphs gives, to
 * the bit, failures and their places included. A test class per device says which device.
 */
public abstract class BackendContract {
  private static final List<long[]> SHAPES =
      List.of(
          new long[] {3, 4},
          new long[] {1, 1},
          new long[] {1, 7},
          new long[] {7, 1},
          new long[] {33, 41},
          new long[] {2, 1500});

  /** The device under test. */
  protected abstract Device device();

  /** The ways to run a program there. */
  protected abstract List<RunOptions> ways();

  /** True unless the device says of an operation that it cannot do it. */
  protected boolean supports(ScalarOp op) {
    return true;
  }

  /** How many units in the last place of f64 the results of an operation may be off there. */
  protected int ulps(ScalarOp op) {
    return 0;
  }

  /** True unless the device says of a dtype that it has no tensors of it. */
  protected boolean holds(DType dtype) {
    return true;
  }

  /** Some programs over a matrix and a row that goes with it, at all sizes. */
  private void overMatrices(String... texts) {
    for (String text : texts) {
      run(text, "x", SHAPES);
    }
  }

  private void run(String text, String name, List<long[]> shapes) {
    ContractProgram program = null;
    LoadedProgram loaded = null;
    for (long[] shape : shapes) {
      Map<String, Tensor> inputs =
          Map.of(
              name,
              ContractInputs.ordinary(DType.F64, 1, shape),
              "w",
              ContractInputs.ordinary(DType.F64, 2, shape[1]));
      if (program == null) {
        program = ContractProgram.expression(text, inputs);
        loaded = program.load(device());
      }
      agree(program, loaded, inputs);
    }
  }

  private String agree(String text, Map<String, Tensor> inputs) {
    return agree(text, inputs, 0);
  }

  private String agree(String text, Map<String, Tensor> inputs, int ulps) {
    ContractProgram program = ContractProgram.expression(text, inputs);
    return agree(program, program.load(device()), inputs, ulps);
  }

  private String agree(ContractProgram program, LoadedProgram loaded, Map<String, Tensor> inputs) {
    return agree(program, loaded, inputs, 0);
  }

  private String agree(
      ContractProgram program, LoadedProgram loaded, Map<String, Tensor> inputs, int ulps) {
    String expected = program.expected(inputs);
    for (RunOptions way : ways()) {
      String found = program.found(loaded, way, inputs);
      if (ulps == 0 || !Near.agree(expected, found, ulps)) {
        assertEquals(expected, found, () -> inputs + " of " + naive(program));
      }
    }
    return expected;
  }

  private static String naive(ContractProgram program) {
    return program.compilation().naive().stream()
        .map(KernelText::print)
        .collect(Collectors.joining("\n"));
  }

  @TestFactory
  List<DynamicTest> everyFunctionOnEveryDType() {
    return Stream.of(ScalarOp.values())
        .filter(this::supports)
        .map(op -> DynamicTest.dynamicTest(op.toString(), () -> function(op)))
        .toList();
  }

  private void function(ScalarOp op) {
    List<String> arguments = List.of("x", "x, y", "isfinite(x), y, x");
    String text = op + "(" + arguments.get(op.arity() - 1) + ")";
    int ran = 0;
    for (DType dtype : DTYPES) {
      boolean asNumber = op == ScalarOp.CONJ && isBool(dtype); // the language makes it an i8
      if (op.operand(dtype).filter(this::holds).isPresent()
          && (!asNumber || holds(DType.I8))
          && (op != ScalarOp.SUBTRACT || !isBool(dtype))) {
        Tensor x = ContractInputs.edges(dtype, ContractInputs.edgeCount());
        agree(text, Map.of("x", x, "y", ContractInputs.rowsOfEdges(dtype)), ulps(op));
        ran++;
      }
    }
    assertTrue(ran > 1, text);
  }

  private static final List<DType> DTYPES =
      List.of(DType.F64, DType.F32, DType.I64, DType.I32, DType.BOOL, DType.C64, DType.C128);

  private static boolean isBool(DType dtype) {
    return dtype == DType.BOOL;
  }

  @Test
  void conversions() {
    for (DType from : Stream.of(DType.values()).filter(this::holds).toList()) {
      Map<String, Tensor> edges = Map.of("x", ContractInputs.edges(from, 1));
      List<String> targets =
          from.isComplex()
              ? List.of("c64", "c128", "bool")
              : from.isFloat() ? List.of("f64", "f32", "c64", "c128") : names();
      agree(targets.stream().map(to -> to + "(x)").collect(Collectors.joining(", ")), edges);
    }
    Map<String, Tensor> ordinary = Map.of("x", ContractInputs.ordinary(DType.F64, 3, 40));
    agree("i64(x), i32(trunc(x)), f32(x), bool(x)", ordinary);
  }

  private static List<String> names() {
    return List.of("f64", "f32", "i64", "i32", "bool");
  }

  @Test
  void chainsBroadcastsAndChoices() {
    overMatrices(
        "2*x + 3*w",
        "exp(-x**2) * sin(w) + tanh(x * w)",
        "where(x > w, x, -w) + x[:, :1] * x[:1]",
        "(x[:, None, :] + x[None, :, :w.shape[0]])[:2, :2] * w",
        "x + 1, x > 0, i64(x) // 3");
  }

  @Test
  void viewsAreReadWhereTheyAre() {
    overMatrices("x.T * 2", "x[::-1, ::2] + 1", "x.T.reshape(-1) * 3", "x[-1] + x[:, 0].sum()");
  }

  @Test
  void inputsMayBeViews() {
    Tensor whole = ContractInputs.ordinary(DType.F64, 4, 20, 30);
    Tensor odd = whole.slice(new long[] {1, 2}, new long[] {7, 9}, new long[] {2, 3});
    for (Tensor x : List.of(odd, odd.transpose(), whole.slice(at(0, 29), at(20, 1), at(1, 1)))) {
      agree("x * 2 + x[::-1], sum(x), max(x, axis=0), sum(x, axis=1)", Map.of("x", x));
    }
    agree("arange(n) * 2 + x", Map.of("n", Tensor.scalar(30L), "x", whole));
  }

  private static long[] at(long... index) {
    return index;
  }

  @Test
  void reductions() {
    overMatrices(
        "sum(sin(x)**2 * w, axis=0)",
        "sum(sin(x)**2 * w)",
        "sum(x, axis=1, keepdims=True) * w",
        "mean(x, axis=-1), prod(x * 0.25), sum(x, axis=(0, 1))",
        "min(x), max(x, axis=0), min(x * w, axis=1)",
        "any(x > 3.9), all(x > w, axis=0), sum(i64(x)), sum(x > 0)",
        "argmin(x), argmax(x, axis=0), argmax(x * w, axis=1)",
        "x - mean(x, axis=0), sqrt(sum((x - mean(x))**2))");
  }

  @Test
  void longReductionsKeepTheirOrder() {
    for (DType dtype : List.of(DType.F64, DType.F32, DType.I32)) {
      Tensor x = ContractInputs.ordinary(dtype, 5, 10_007);
      agree("sum(x * 0.1), prod(1 + x / 1000), argmax(x), max(x)", Map.of("x", x));
    }
  }

  @Test
  void scansKeepTheirOrder() {
    for (DType dtype : List.of(DType.F64, DType.F32)) {
      Tensor x = ContractInputs.ordinary(dtype, 20, 1100);
      agree("cumulative_sum(x * 0.1), cumulative_prod(1 + x / 1000)", Map.of("x", x));
      Tensor m = ContractInputs.ordinary(dtype, 21, 30, 13);
      agree("cumulative_sum(m * 0.1, axis=0), cumulative_max(m, axis=1)", Map.of("m", m));
    }
  }

  /** Also where a compiler could conclude from a comparison that nothing overflows. */
  @Test
  void wholeNumbersWrap() {
    for (DType dtype : List.of(DType.I64, DType.I32)) {
      Tensor x = ContractInputs.edges(dtype, ContractInputs.edgeCount());
      Map<String, Tensor> inputs = named(x, ContractInputs.rowsOfEdges(dtype));
      agree(
          "a + 1 > a, a - b < a, -a < 0, where(a * b < 0, a + b, a - b), a * 2 // 2 == a", inputs);
      agree("sum(a * b), sum(a + b), cumulative_sum(a), sum(abs(a) - b < 0)", inputs);
    }
  }

  @Test
  void nothingAtAll() {
    for (long[] shape : List.of(at(0, 3), at(3, 0), at(0, 0))) {
      Map<String, Tensor> inputs = Map.of("x", ContractInputs.ordinary(DType.F64, 6, shape));
      agree("x * 2, sum(x), sum(x, axis=0), prod(x, axis=1), any(x > 0)", inputs);
      agree("max(x)", inputs);
      agree("argmin(x, axis=0)", inputs);
    }
  }

  @Test
  void numbersAlone() {
    Map<String, Tensor> inputs = Map.of("a", Tensor.scalar(2.5), "n", Tensor.scalar(7L));
    agree("a * n + sqrt(a), n // 2, a > n, sum(arange(n) * a)", inputs);
  }

  @Test
  void gathers() {
    Tensor x = ContractInputs.ordinary(DType.F64, 7, 9, 5);
    Tensor index = Tensor.of(new long[] {0, 8, -1, 3, -9, 3}, 2, 3);
    agree("take(x, i, axis=0) * 2", Map.of("x", x, "i", index));
    agree("x[i] + 1, sum(x[i])", Map.of("x", x, "i", index));
  }

  @Test
  void aFailedCheckTellsItsPlace() {
    Tensor x = ContractInputs.ordinary(DType.F64, 8, 9);
    Tensor index = Tensor.of(new long[] {0, 8, -1, 3, 9, 3, -10, 0}, 2, 4);
    Map<String, Tensor> inputs = Map.of("x", x, "i", index);
    String place = agree("take(x, i, axis=0) * 2", inputs);
    assertTrue(place.contains("at element [1, 0]"), place);
    ContractProgram reduced = ContractProgram.expression("sum(take(x, i, axis=0))", inputs);
    for (RunOptions way : ways()) {
      String found = reduced.found(reduced.load(device()), way, inputs);
      assertEquals(
          reduced.expected(inputs).substring(0, 5), found.substring(0, 5), "the same mistake");
      assertTrue(found.contains("item [1, 0] reduced there"), found);
    }
  }

  @Test
  void products() {
    Tensor a = ContractInputs.ordinary(DType.F64, 9, 17, 23);
    Tensor b = ContractInputs.ordinary(DType.F64, 10, 23, 11);
    Tensor c = ContractInputs.ordinary(DType.F32, 11, 3, 11, 4);
    agree("a @ b, a @ b[:, 0], a[0] @ b[:, 1]", Map.of("a", a, "b", b));
    agree("f32(b) @ c, maximum(f32(a) @ f32(b), 0)", Map.of("a", a, "b", b, "c", c));
  }

  @Test
  void largeProducts() {
    for (DType dtype : List.of(DType.F64, DType.F32, DType.I64, DType.I32, DType.BOOL)) {
      Tensor a = ContractInputs.ordinary(dtype, 13, 20, 70);
      Tensor b = ContractInputs.ordinary(dtype, 14, 70, 33);
      agree("a @ b, b.T @ a.T", named(a, b));
    }
    Tensor a = ContractInputs.ordinary(DType.F64, 15, 33, 1063);
    Tensor b = ContractInputs.ordinary(DType.F64, 16, 34, 1063);
    agree("exp(0.01 * (a @ b.T + b[:, 0]))", named(a, b));
    agree("sum(abs(a[:, None, :20] - b[:, :20]), axis=2)", named(a, b));
  }

  /** Too many elements for the interpreter. */
  @Test
  void productsInBatches() {
    Tensor a = ContractInputs.ordinary(DType.F32, 17, 520, 17, 33);
    Tensor b = ContractInputs.ordinary(DType.F32, 18, 520, 33, 16);
    asOnTheProcessor("a @ b", named(a, b));
    Tensor pairs = ContractInputs.ordinary(DType.F64, 19, 520, 17, 2, 17);
    asOnTheProcessor("einsum('bikl,bjkl->bji', a, a)", Map.of("a", pairs));
  }

  private void asOnTheProcessor(String text, Map<String, Tensor> inputs) {
    ContractProgram program = ContractProgram.expression(text, inputs);
    LoadedProgram processor = program.load(CpuDevice.instance());
    String expected = program.found(processor, RunOptions.DEFAULT, inputs);
    for (RunOptions way : ways()) {
      assertEquals(expected, program.found(program.load(device()), way, inputs), text);
    }
  }

  private static Map<String, Tensor> named(Tensor a, Tensor b) {
    return Map.of("a", a, "b", b);
  }

  @Test
  void slicesAreWritten() {
    scripts(
        "input x: f64[n, m]\ny = x\ny[1:-1] = 0\ny[0] += 10\noutput y\noutput x",
        "input x: f64[n, m]\nfor t in 0:3 { x[:, 1:-1] += 0.25 * x[:, :-2] }\noutput x");
  }

  @Test
  void loopsAndAssertions() {
    scripts(
        "input x: f64[n, m]\ns = 1.0\nfor t in 0:9 { s = s * 1.01 + t }\noutput y = x * s",
        "input x: f64[n, m]\nfor t in 0:4 { x = x * 0.5 + t }\noutput x",
        "input x: f64[n, m]\nassert all(x < 3.9), \"too large\"\noutput y = x + 1");
  }

  private void scripts(String... texts) {
    for (String text : texts) {
      for (long[] shape : List.of(at(6, 5), at(3, 3), at(40, 50))) {
        Map<String, Tensor> inputs = Map.of("x", ContractInputs.ordinary(DType.F64, 12, shape));
        ContractProgram program = ContractProgram.script(text, inputs);
        agree(program, program.load(device()), inputs);
      }
    }
  }

  @Test
  void oneProgramServesAllSizes() {
    List<long[]> shapes = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      shapes.add(at(n % 7, n * 5 % 11));
    }
    run("x * w + sum(x, axis=0), x.T @ x", "x", shapes);
  }
}
