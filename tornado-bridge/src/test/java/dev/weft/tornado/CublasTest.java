// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import dev.weft.runtime.Device;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import dev.weft.tornado.TornadoApi.Found;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;

/** Which products cuBLAS is given, with which numbers, and that it is said. */
class CublasTest {

  @BeforeEach
  void forgetPlans() {
    TornadoExecutionPlan.made();
  }

  private static Expression compile(String text) {
    return on(StandIn.cublas(), text);
  }

  private static Expression on(Device device, String text) {
    return Weft.compile(text, Options.DEFAULT.withDevice(device));
  }

  private static Tensor random(DType dtype, long seed, long... shape) {
    Random random = new Random(seed);
    int size = Math.toIntExact(Tensor.zeros(DType.BOOL, shape).size());
    double[] values = random.doubles(size, -1, 1).toArray();
    Tensor all = Tensor.of(values, shape);
    return dtype == DType.F64 ? all : Weft.compile("f32(x)").call(all);
  }

  /** What the plans since the last time leave to cuBLAS. */
  private static List<TaskGraph.Library> calls() {
    return TornadoExecutionPlan.made().stream()
        .flatMap(plan -> plan.graph().actions().stream())
        .filter(TaskGraph.Library.class::isInstance)
        .map(TaskGraph.Library.class::cast)
        .toList();
  }

  private static String said(Expression e) {
    return e.diagnostics().stream().map(d -> d.message() + "\n").reduce("", String::concat);
  }

  @Test
  void rowsAreColumnsToIt() {
    compile("a @ b").call(random(DType.F32, 1, 5, 7), random(DType.F32, 2, 7, 3));
    TaskGraph.Library call = calls().getFirst();
    assertEquals("cublasSgemm", call.call().getFunctionName());
    List<Object> numbers = call.call().parameters();
    assertEquals(List.of(0, 0, 3, 5, 7, 1f), numbers.subList(0, 6));
    assertEquals(
        List.of(3, 7, 0f, 3), List.of(at(call, 7), at(call, 10), at(call, 12), at(call, 14)));
  }

  private static Object at(TaskGraph.Library call, int index) {
    return call.call().parameters().get(index);
  }

  /**
   * Sums in any order are off by at most so much: the number of terms times the unit of the sum of
   * their sizes.
   */
  @ParameterizedTest
  @CsvSource({
    "'ij,jk->ik', 40x70, 70x30",
    "'ji,jk->ik', 70x40, 70x30",
    "'ij,kj->ik', 40x70, 30x70",
    "'ji,kj->ik', 70x40, 30x70",
    "'bij,bjk->bik', 3x5x33, 3x33x6",
    "'bij,jk->bik', 3x5x33, 33x6",
    "'ij,bjk->bik', 5x33, 3x33x6",
    "'bhqd,bhkd->bhqk', 2x3x5x17, 2x3x4x17",
    "'ijl,ljk->ik', 5x6x7, 7x6x4",
    "'ij,jk->ik', 9x1, 1x8",
    "'ij,jk->ki', 40x70, 70x30"
  })
  void sumsInItsOwnOrder(String subscripts, String left, String right) {
    for (DType dtype : List.of(DType.F32, DType.F64)) {
      Tensor a = random(dtype, 3, shape(left));
      Tensor b = random(dtype, 4, shape(right));
      String text = "einsum('" + subscripts + "', a, b)";
      Tensor expected = Weft.compile(text).call(a, b);
      Tensor found = compile(text).call(a, b);
      boolean by = !subscripts.equals("ijl,ljk->ik"); // whose inner axes lie in another order
      assertEquals(by ? 1 : 0, calls().size());
      double[] sizes =
          Weft.compile("einsum('" + subscripts + "', abs(f64(a)), abs(f64(b)))")
              .call(a, b)
              .toDoubleArray();
      long terms = terms(subscripts, shape(left));
      double[] x = expected.toDoubleArray();
      double[] y = found.toDoubleArray();
      int others = 0;
      for (int i = 0; i < x.length; i++) {
        double unit = dtype == DType.F32 ? Math.ulp((float) sizes[i]) : Math.ulp(sizes[i]);
        assertEquals(x[i], y[i], terms * unit, text);
        others += x[i] == y[i] ? 0 : 1;
      }
      assertEquals(by && terms > 1, others > 0, "it is another order: " + text);
    }
  }

  private static long[] shape(String text) {
    return List.of(text.split("x")).stream().mapToLong(Long::parseLong).toArray();
  }

  private static long terms(String subscripts, long[] left) {
    String result = subscripts.substring(subscripts.indexOf('>'));
    long terms = 1;
    for (int axis = 0; axis < left.length; axis++) {
      terms *= result.indexOf(subscripts.charAt(axis)) < 0 ? left[axis] : 1;
    }
    return terms;
  }

  @ParameterizedTest
  @CsvSource({
    "a @ b, true",
    "a.T @ b.T, true",
    "a[2:] @ b, true",
    "a[2:] @ b + sum(a), false",
    "'a[:, :4] @ b[:4]', true",
    "a[::2] @ b, true",
    "'a[:, ::2] @ b[::2]', false",
    "a[::-1] @ b, false",
    "a[:1] @ b, false",
    "'a @ b[:, 0]', false",
    "f64(a) @ f64(b), true",
    "(a + 1) @ b, true",
    "a @ b * 2 + c, true",
    "exp(a @ b) / c, true",
    "'a @ b, a + 1', true",
    "(a @ b) @ a, true",
    "'sum(a * b, axis=0)', false"
  })
  void layoutsThatItCanBeGiven(String text, boolean given) {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("a", eighths(5, 6, 6));
    inputs.put("b", eighths(6, 6, 6));
    inputs.put("c", eighths(7, 6));
    Expression here = Weft.compile(text);
    inputs.keySet().retainAll(here.inputs());
    assertEquals(here.callAll(inputs).toString(), compile(text).callAll(inputs).toString());
    assertEquals(given, !calls().isEmpty(), text);
  }

  /** Sums of such numbers are exact. */
  private static Tensor eighths(long seed, long... shape) {
    return Weft.compile("f32(rint(8 * x) / 8)").call(random(DType.F64, seed, shape));
  }

  @Test
  void whatFollowsIsATaskOfItsOwnAndSumsStayThere() {
    Expression e = compile("maximum(a @ b + c, 0)");
    e.call(random(DType.F64, 8, 4, 6), random(DType.F64, 9, 6, 3), random(DType.F64, 10, 3));
    List<TaskGraph.Action> actions = TornadoExecutionPlan.made().getFirst().graph().actions();
    List<String> kinds = actions.stream().map(a -> a.getClass().getSimpleName()).toList();
    assertEquals(List.of("In", "Library", "Task", "Out"), kinds);
    assertEquals(1, ((TaskGraph.Out) actions.getLast()).arrays().size());
    Object sums = at((TaskGraph.Library) actions.get(1), 13);
    assertNotEquals(sums, ((TaskGraph.Out) actions.getLast()).arrays().getFirst());
  }

  @Test
  void everyResultSaysSo() {
    Expression e = compile("a @ b");
    e.call(random(DType.F64, 8, 4, 6), random(DType.F64, 9, 6, 3));
    String by = "runs on device tornado+cublas: products of matrices by cuBLAS, which sums in an";
    assertTrue(said(e).contains(by), said(e));
    Tensor backwards =
        random(DType.F64, 8, 4, 6).slice(new long[] {3, 0}, new long[] {4, 6}, new long[] {-1, 1});
    e.call(backwards, random(DType.F64, 9, 6, 3));
    assertTrue(said(e).contains("not by cuBLAS: a factor is not dense"), said(e));
  }

  @Test
  void explanationsSayItBeforeACall() {
    Map<String, String> types = Map.of("a", "f32[n,k]", "b", "f32[k,m]");
    String told = compile("a @ b").explain(types).toString();
    assertTrue(told.contains("can run on device tornado+cublas; products of matrices by"), told);
    told = compile("sum(abs(a[:, :, None] - b), axis=1)").explain(types).toString();
    assertTrue(told.contains("not by cuBLAS: it sums no products of two elements"), told);
    types = Map.of("a", "i64[n,k]", "b", "i64[k,m]");
    told = compile("a @ b").explain(types).toString();
    assertTrue(told.contains("not by cuBLAS: it has no products of i64"), told);
    told = compile("a + b").explain(types).toString();
    assertFalse(told.contains("cuBLAS:"), told);
  }

  @Test
  void aCallThatFailsIsNoResult() {
    Expression e = compile("a @ b");
    Tensor a = random(DType.F32, 1, 5, 5);
    e.call(a, a);
    TornadoExecutionPlan.made().getFirst().fail(new IllegalStateException("CUBLAS_STATUS_13"));
    var failed = assertThrows(IllegalStateException.class, () -> e.call(a, a));
    assertTrue(failed.getMessage().contains("CUBLAS_STATUS_13"), failed.getMessage());
  }

  @Test
  void withoutCudaItIsRefused() {
    Connection cuda = StandIn.connection(true);
    Found opencl = new Found("a stand-in", "GPU", "OPENCL");
    Connection to = new Connection(cuda.api(), cuda.names(), cuda.loader(), opencl);
    CublasDevice device = new CublasDevice(TornadoVm.at(null, to, null));
    assertFalse(device.availability().available());
    assertTrue(device.availability().reason().contains("ends in -cuda"));
    Tensor a = random(DType.F32, 1, 5, 5);
    var refused = assertThrows(IllegalStateException.class, () -> on(device, "a @ b").call(a, a));
    assertTrue(refused.getMessage().startsWith("device tornado+cublas is not available: cuBLAS"));
    CublasDevice none = new CublasDevice(TornadoVm.at(null, null, null));
    assertTrue(none.availability().reason().contains("TornadoVM is not installed"));
  }

  @Test
  void whatCannotRunThereIsRefusedUnderItsName() {
    Expression e = compile("gamma(x)");
    var refused = assertThrows(WeftException.class, () -> e.call((Object) new double[] {1}));
    assertTrue(refused.getMessage().contains("cannot run on device 'tornado+cublas'"));
  }

  @Test
  void nobodyElseChoosesIt() {
    assertFalse(new CublasDevice().sameBits());
    assertTrue(new TornadoDevice().sameBits());
    String told =
        Weft.compile("a @ b", Options.DEFAULT.withDevice("auto"))
            .explain(Map.of("a", "f32[n,k]", "b", "f32[k,m]"))
            .toString();
    assertFalse(told.contains("cublas"), told);
  }

  /** As in version 5.2. */
  private static final class WithoutF64 extends ClassLoader {
    private static final String BINDING = "uk.ac.manchester.tornado.cublas.CuBlas";

    WithoutF64() {
      super(WithoutF64.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(BINDING) ? binding() : super.loadClass(name, resolve);
    }

    private Class<?> binding() throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(BINDING);
      if (loaded != null) {
        return loaded;
      }
      String file = BINDING.replace('.', '/') + ".class";
      try (var in = getParent().getResourceAsStream(file)) {
        ClassFile format = ClassFile.of();
        byte[] bytes =
            format.transformClass(
                format.parse(in.readAllBytes()),
                ClassTransform.dropping(
                    e ->
                        e instanceof MethodModel m
                            && m.methodName().stringValue().contains("Dgemm")));
        return defineClass(BINDING, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(BINDING, e);
      }
    }
  }

  @Test
  void versionsWithoutF64KeepTheirTiles() {
    Connection all = StandIn.connection(true);
    Connection to = new Connection(all.api(), all.names(), new WithoutF64(), all.device());
    CublasDevice device = new CublasDevice(TornadoVm.at(null, to, null));
    Tensor a = random(DType.F64, 1, 20, 20);
    Expression e = on(device, "a @ b");
    assertEquals(Weft.compile("a @ b").call(a, a).toString(), e.call(a, a).toString());
    assertEquals(List.of(), calls());
    assertTrue(said(e).contains("not by cuBLAS: this TornadoVM offers none for f64"), said(e));
    Tensor b = random(DType.F32, 1, 20, 20);
    on(device, "a @ b").call(b, b);
    assertEquals(1, calls().size());
  }
}
