// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.diagnostic.WeftException;
import dev.weft.runtime.KernelStatus.State;
import dev.weft.runtime.RunOptions.Bodies;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts bound to the methods of interfaces. */
final class BindTest {
  private static final double[] A = {1, 2, 3};
  private static final double[] B = {10, 20, 30};

  interface Axpby {
    double[] apply(@Input("a") double[] a, @Input("b") double[] b);
  }

  interface Into {
    void apply(double[] a, double[] b, @Output double[] out);
  }

  interface Tensors {
    Tensor apply(@Input("x") Tensor x, @Input("y") Tensor y);
  }

  private static double[] random(int seed, int size) {
    return new Random(seed).doubles(size, -3, 3).toArray();
  }

  @Test
  void arraysByName() {
    Expression e = Weft.compile("2*a + 3*b");
    Axpby f = e.bind(Axpby.class);
    assertEquals(1, e.recompiles(), "compiled when it is bound");
    assertArrayEquals(new double[] {32, 64, 96}, f.apply(A, B));
    assertNotSame(f.apply(A, B), f.apply(A, B));
    assertEquals("Axpby of 2*a + 3*b", f.toString());
    Axpby swapped = Weft.compile("b - a").bind(Axpby.class);
    assertArrayEquals(new double[] {9, 18, 27}, swapped.apply(A, B));
  }

  @Test
  void intoMemoryOfTheCaller() {
    Into f = Weft.compile("2*a + 3*b").bind(Into.class, "a", "b");
    double[] out = new double[3];
    f.apply(A, B, out);
    assertArrayEquals(new double[] {32, 64, 96}, out);
    Into byName = Weft.compile("2*a + 3*b").bind(Into.class, "a", "b");
    double[] same = A.clone();
    byName.apply(same, B, same);
    assertArrayEquals(new double[] {32, 64, 96}, same);
  }

  /** Every size, so that calls go the short way, the general one, and to several threads. */
  @Test
  void sameBitsAsCallsForAllSizes() {
    Options alone = Options.DEFAULT.withThreads(1).withBodies(Bodies.SCALAR);
    List<String> texts =
        List.of(
            "2*a + 3*b",
            "exp(a) * sin(b)",
            "where(a > b, a, b) / 3",
            "(a - mean(a)) / std(b)",
            "a[::-1] + b");
    for (String text : texts) {
      Axpby scalar = Weft.compile(text, alone).bind(Axpby.class);
      Axpby vector =
          Weft.compile(text, Options.DEFAULT.withBodies(Bodies.VECTOR)).bind(Axpby.class);
      Expression untyped = Weft.compile(text);
      for (int size : new int[] {0, 1, 2, 7, 8, 9, 10, 63, 64, 1023, 1024, 1025, 5000, 70_000}) {
        double[] a = random(size, size);
        double[] b = random(size + 1, size);
        double[] expected = untyped.call(a, b).toDoubleArray();
        assertArrayEquals(expected, scalar.apply(a, b), text + " of " + size);
        assertArrayEquals(expected, vector.apply(a, b), text + " of " + size);
      }
    }
  }

  interface Mixed {
    float[] apply(@Input("x") float[] x, @Input("k") double k, @Input("n") int n);
  }

  @Test
  void numbersAreWeak() {
    Mixed f = Weft.compile("x * k + n").bind(Mixed.class);
    assertArrayEquals(new float[] {5, 8}, f.apply(new float[] {1, 2}, 3, 2));
    interface Bytes {
      byte[] apply(@Input("x") byte[] x, @Input("n") long n);
    }
    Bytes bytes = Weft.compile("x + n").bind(Bytes.class);
    assertArrayEquals(new byte[] {(byte) 201}, bytes.apply(new byte[] {(byte) 200}, 1));
    WeftException e = assertThrows(WeftException.class, () -> bytes.apply(new byte[] {1}, 1000));
    assertEquals("E0206", e.diagnostics().getFirst().code());
  }

  interface AllTypes {
    boolean apply(
        @Input("b") boolean b,
        @Input("i") int[] i,
        @Input("l") long[] l,
        @Input("s") short[] s,
        @Input("c") char[] c,
        @Input("m") boolean[] m);
  }

  @Test
  void allTypesOfElements() {
    AllTypes f = Weft.compile("b and sum(where(m, i + l, s * c)) == 35").bind(AllTypes.class);
    int[] i = {1, 2};
    long[] l = {4, 100};
    boolean[] m = {true, false};
    assertTrue(f.apply(true, i, l, new short[] {0, 5}, new char[] {0, 6}, m));
    assertFalse(f.apply(false, i, l, new short[] {0, 5}, new char[] {0, 6}, m));
  }

  @Test
  void interfacesOfTheJdk() {
    DoubleUnaryOperator bell = Weft.compile("exp(-x**2 / 2)").bind(DoubleUnaryOperator.class);
    assertEquals(Math.exp(-0.125), bell.applyAsDouble(0.5), 1e-15);
    DoubleBinaryOperator less = Weft.compile("x - y").bind(DoubleBinaryOperator.class, "y", "x");
    assertEquals(5, less.applyAsDouble(2, 7));
    assertThrows(
        IllegalArgumentException.class, () -> Weft.compile("x").bind(ToDoubleFunction.class));
  }

  record Both(double[] up, double down) {}

  record Parts(Tensor total, float[] scaled) {}

  @Test
  void severalResultsInARecord() {
    interface Two {
      Both apply(@Input("a") double[] a);
    }
    Both both = Weft.compile("a + 1, sum(a) - 1").bind(Two.class).apply(A);
    assertArrayEquals(new double[] {2, 3, 4}, both.up());
    assertEquals(5, both.down());

    interface Script {
      Parts apply(float[] x);
    }
    String text = "input x: f32[n]\noutput scaled = x * 2\noutput total = sum(x)";
    Script script = Weft.compileScript("parts", text, Options.DEFAULT).bind(Script.class);
    Parts parts = script.apply(new float[] {1, 2});
    assertArrayEquals(new float[] {2, 4}, parts.scaled());
    assertEquals(3, parts.total().getDouble());
  }

  @Test
  void severalResultsInMemoryOfTheCaller() {
    interface Two {
      double apply(@Input("a") double[] a, @Output("0") double[] up);
    }
    double[] up = new double[3];
    assertEquals(6, Weft.compile("a + 1, sum(a)").bind(Two.class).apply(A, up));
    assertArrayEquals(new double[] {2, 3, 4}, up);

    interface Both {
      void apply(@Input("a") double[] a, @Output("0") double[] up, @Output("1") double[] down);
    }
    double[] same = {0, 0, 0};
    Both f = Weft.compile("a + 1, a - 1").bind(Both.class);
    f.apply(A, up, same);
    assertArrayEquals(new double[] {0, 1, 2}, same);
    double[] a = A.clone();
    f.apply(a, a, same); // an input that is overwritten is read first
    assertArrayEquals(new double[] {2, 3, 4}, a);
    assertArrayEquals(new double[] {0, 1, 2}, same);
  }

  @Test
  void nestedArraysAndTensors() {
    interface Matrix {
      double[][] apply(@Input("x") double[][] x);
    }
    double[][] x = {{1, 2}, {3, 4}};
    double[][] y = Weft.compile("x.T").bind(Matrix.class).apply(x);
    assertArrayEquals(new double[] {1, 3}, y[0]);

    Expression e = Weft.compile("x * y");
    Tensors f = e.bind(Tensors.class);
    assertEquals(0, e.recompiles(), "nothing tells the types yet");
    assertEquals(DType.I64, f.apply(Tensor.scalar(2L), Tensor.scalar(3L)).dtype());
    assertEquals(6.0, f.apply(Tensor.scalar(2.0), Tensor.scalar(3L)).item());

    interface Stated {
      Tensor apply(@Input(value = "x", type = "f64[r, c]") Tensor x);
    }
    Expression norm = Weft.compile("sqrt(x) + 1");
    Stated stated = norm.bind(Stated.class);
    assertEquals(1, norm.recompiles());
    Tensor four = Tensor.of(new double[] {4, 4, 9, 9, 16, 16}, 3, 2);
    assertArrayEquals(new double[] {3, 3, 4, 4, 5, 5}, stated.apply(four).toDoubleArray());
    Tensor turned = four.transpose();
    assertArrayEquals(new double[] {3, 4, 5, 3, 4, 5}, stated.apply(turned).toDoubleArray());
  }

  @Test
  void inputsWithAValueOfTheirOwn() {
    interface Free {
      double apply(@Input("k") double k);
    }
    String text = "param k: f64 = 2.0\nparam m: f64 = 10.0\noutput y = k * m";
    assertEquals(30.0, Weft.compileScript("k", text, Options.DEFAULT).bind(Free.class).apply(3));
    interface OtherPi {
      double apply(@Input("r") double r, @Input("pi") double pi);
    }
    assertEquals(12.0, Weft.compile("pi * r**2").bind(OtherPi.class).apply(2, 3));
  }

  @Test
  void aResultThatIsAnInputIsACopy() {
    interface Same {
      double[] apply(@Input("a") double[] a);
    }
    double[] a = A.clone();
    double[] b = Weft.compile("a").bind(Same.class).apply(a);
    assertNotSame(a, b);
    assertArrayEquals(a, b);
    interface Given {
      double[] apply(@Input("a") double[] a, @Output double[] out);
    }
    double[] out = new double[3];
    assertSame(out, Weft.compile("a + 1").bind(Given.class).apply(a, out));
  }

  @Test
  void mistakesInCalls() {
    Into f = Weft.compile("2*a + 3*b").bind(Into.class, "a", "b");
    double[] out = new double[3];
    WeftException sizes = assertThrows(WeftException.class, () -> f.apply(A, new double[2], out));
    assertEquals("E0203", sizes.diagnostics().getFirst().code());
    WeftException memory = assertThrows(WeftException.class, () -> f.apply(A, B, new double[2]));
    assertEquals("E0502", memory.diagnostics().getFirst().code());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> f.apply(A, null, out))
            .getMessage()
            .contains("'b'"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> f.apply(A, B, null))
            .getMessage()
            .contains("'result'"));
    f.apply(A, B, out); // and none of it has broken anything
    assertArrayEquals(new double[] {32, 64, 96}, out);
    f.apply(A, new double[] {1}, out); // broadcast
    assertArrayEquals(new double[] {5, 7, 9}, out);
  }

  @Test
  void checksOfElementsPointAtTheText() {
    interface Powers {
      long[] apply(@Input("a") long[] a, @Input("n") long[] n);
    }
    Expression e = Weft.compile("a ** n");
    Powers f = e.bind(Powers.class);
    long[] a = {2, 3, 4};
    assertArrayEquals(new long[] {4, 27, 1}, f.apply(a, new long[] {2, 3, 0}));
    long[] negative = {1, -1, -2};
    String message = assertThrows(WeftException.class, () -> f.apply(a, negative)).getMessage();
    Tensor strided =
        Tensor.of(new long[] {1, 0, -1, 0, -2, 0})
            .slice(new long[] {0}, new long[] {3}, new long[] {2});
    assertEquals(assertThrows(WeftException.class, () -> e.call(a, strided)).getMessage(), message);
    assertArrayEquals(new long[] {4, 27, 1}, f.apply(a, new long[] {2, 3, 0}));
  }

  @Test
  void limitsHold() {
    Options little = Options.DEFAULT.withLimits(Limits.DEFAULT.withMemory(16));
    Axpby f = Weft.compile("2*a + 3*b", little).bind(Axpby.class);
    assertThrows(WeftException.class, () -> f.apply(A, B));
    assertArrayEquals(new double[] {32}, f.apply(new double[] {1}, new double[] {10}));
  }

  private static String refusal(String text, Class<?> type, String... names) {
    Expression e = Weft.compile(text);
    return assertThrows(IllegalArgumentException.class, () -> e.bind(type, names)).getMessage();
  }

  @Test
  void saysEverythingThatDoesNotFit() {
    interface Wrong {
      int apply(@Input("a") double[] a, @Input("c") double[] c, @Input("d") String d);
    }
    String message = refusal("2*a + 3*b", Wrong.class);
    assertTrue(message.contains("no parameter is for input 'b'"), message);
    assertTrue(message.contains("no input 'c'"), message);
    assertTrue(message.contains("java.lang.String"), message);

    interface Nameless {
      double[] apply(double[] p, double[] q);
    }
    message = refusal("2*a + 3*b", Nameless.class);
    assertTrue(message.contains("bind(Nameless.class, \"a\", \"b\")"), message);
    message = refusal("2*a + 3*b", Nameless.class, "a");
    assertTrue(message.contains("1 names are given for 2 parameters"), message);
    message = refusal("2*a + 3*b", Nameless.class, "a", "a");
    assertTrue(message.contains("two parameters are for input 'a'"), message);
    message = refusal("2*a", Nameless.class, "a", "b");
    assertTrue(message.contains("no result 'b'"), message);

    interface Scalar {
      double apply(@Input("a") double[] a);
    }
    message = refusal("a + 1", Scalar.class);
    assertTrue(message.contains("f64[_]: that is a double[] or Tensor"), message);
    message = refusal("a + 1, a - 1", Scalar.class);
    assertTrue(message.contains("return a record"), message);

    interface Whole {
      int apply(@Input("a") int[] a);
    }
    message = refusal("sum(a)", Whole.class);
    assertTrue(message.contains("i64: that is a long or Tensor"), message);

    interface Lost {
      void apply(@Input("a") double[] a);
    }
    assertTrue(refusal("a + 1", Lost.class).contains("@Output"));
    interface Nested {
      void apply(@Input("a") double[][] a, @Output double[][] out);
    }
    message = refusal("a + 1", Nested.class);
    assertTrue(message.contains("it must be Tensor"), message);
  }

  @Test
  void takesInterfacesWithOneMethod() {
    assertTrue(refusal("a", String.class).contains("java.lang.String is none"));
    assertTrue(refusal("a", List.class).contains("one method to implement"));
    interface Rich {
      double apply(@Input("a") double a);

      default double twice(double a) {
        return 2 * apply(a);
      }

      @Override
      boolean equals(Object other);
    }
    assertEquals(8, Weft.compile("a + 1").bind(Rich.class).twice(3));
  }

  @Test
  void callsMakeNoGarbage() {
    Into axpby = Weft.compile("2*a + 3*b").bind(Into.class, "a", "b");
    interface Dot {
      double apply(double[] a, double[] b);
    }
    Dot dot = Weft.compile("sum(a * b)").bind(Dot.class, "a", "b");
    DoubleUnaryOperator bell = Weft.compile("exp(-x**2)").bind(DoubleUnaryOperator.class);
    double[] out = new double[3];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    double sum = 0;
    for (int round = 0; round < 12 && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 3000; i++) {
        axpby.apply(A, B, out);
        sum += dot.apply(A, B) + bell.applyAsDouble(i);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(0, least, () -> "bytes in 3000 calls of each");
    assertTrue(sum > 0);
  }

  @Test
  void anyNumberOfThreadsAtOnce() {
    Axpby f = Weft.compile("exp(a) + b").bind(Axpby.class);
    Expression e = Weft.compile("exp(a) + b");
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(
            i -> {
              double[] a = random(i, 1 + i % 40);
              double[] b = random(-i, 1 + i % 40);
              for (int again = 0; again < 20; again++) {
                assertArrayEquals(e.call(a, b).toDoubleArray(), f.apply(a, b));
              }
            });
  }

  /** Work of small calls counts too: the vector body comes. */
  @Test
  void smallCallsWarmTheVectorBody() throws InterruptedException {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return;
    }
    Expression e = Weft.compile("2*a + 3*b");
    Axpby f = e.bind(Axpby.class);
    for (int i = 0; i < 2_000_000 && !isVector(e); i++) {
      f.apply(A, B);
      if (i % 100_000 == 0) {
        Thread.sleep(1);
      }
    }
    assertTrue(
        isVector(e) || e.diagnostics().toString().contains("warm"),
        () -> e.diagnostics().toString());
  }

  private static boolean isVector(Expression e) {
    return e.diagnostics().toString().toUpperCase().contains(", " + State.VECTOR);
  }

  /** An interface of another class loader, which nobody else may see, is implemented there. */
  @Test
  void interfacesOfOtherLoaders() throws Exception {
    ClassLoader apart =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            boolean ours = name.startsWith(BindTest.class.getName()) && known == null;
            return known != null ? known : ours ? again(name) : super.loadClass(name, resolve);
          }

          private Class<?> again(String name) throws ClassNotFoundException {
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
              byte[] bytes = in.readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        };
    Class<?> type = apart.loadClass(Axpby.class.getName());
    assertNotSame(Axpby.class, type);
    for (String text : List.of("2*a + 3*b", "a * b")) {
      Object f = Weft.compile(text).bind(type);
      Method apply = type.getDeclaredMethod("apply", double[].class, double[].class);
      apply.setAccessible(true);
      double[] expected = Weft.compile(text).call(A, B).toDoubleArray();
      assertArrayEquals(expected, (double[]) apply.invoke(f, A, B));
    }
  }
}
