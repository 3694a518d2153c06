// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import dev.weft.Expression;
import dev.weft.Weft;
import dev.weft.tensor.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@code 2*a + 3*b} over a few elements in every way to call it: what is paid for the call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"})
public class SmallCallBenchmark {
  private static final String TEXT = "2*a + 3*b";

  /** The work with memory of the caller. */
  public interface Into {
    void apply(double[] a, double[] b, double[] out);
  }

  /** The work with a new array. */
  public interface Fresh {
    double[] apply(double[] a, double[] b);
  }

  /** A work of numbers alone. */
  public interface Numbers {
    double apply(double a, double b);
  }

  /** A reduction. */
  public interface Dot {
    double apply(double[] a, double[] b);
  }

  @Param({"10"})
  int size;

  private final Expression expression = Weft.compile(TEXT);
  private final Into into = expression.bind(Into.class, "a", "b", "result");
  private final Fresh fresh = expression.bind(Fresh.class, "a", "b");
  private final Numbers numbers = expression.bind(Numbers.class, "a", "b");
  private final Dot dot = Weft.compile("sum(a*b)").bind(Dot.class, "a", "b");
  private double[] a;
  private double[] b;
  private double[] out;
  private Tensor ta;
  private Tensor tb;
  private Tensor tout;

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(42);
    a = random.doubles(size).toArray();
    b = random.doubles(size).toArray();
    out = new double[size];
    ta = Tensor.of(a);
    tb = Tensor.of(b);
    tout = Tensor.of(out);
  }

  @Benchmark
  public double[] handWritten() {
    for (int i = 0; i < out.length; i++) {
      out[i] = 2 * a[i] + 3 * b[i];
    }
    return out;
  }

  @Benchmark
  public double[] typedInto() {
    into.apply(a, b, out);
    return out;
  }

  @Benchmark
  public double[] typedFresh() {
    return fresh.apply(a, b);
  }

  @Benchmark
  public double typedNumbers() {
    return numbers.apply(a[0], b[0]);
  }

  @Benchmark
  public double typedDot() {
    return dot.apply(a, b);
  }

  @Benchmark
  public Tensor callInto() {
    return expression.callInto(tout, ta, tb);
  }

  @Benchmark
  public Tensor call() {
    return expression.call(a, b);
  }

  @Benchmark
  public Tensor callByName() {
    return expression.call(Map.of("a", a, "b", b));
  }

  @Benchmark
  public Tensor eval() {
    return Weft.eval(TEXT, Map.of("a", a, "b", b));
  }
}
