// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import dev.weft.Weft;
import dev.weft.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first evaluation of a text over ten elements: what a service pays for each new one. It takes
 * some thousands of texts until the compiler is warm itself.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 8)
@Measurement(iterations = 5, time = 4)
@Fork(
    value = 1,
    jvmArgs = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"})
public class NewTextBenchmark {
  private final double[] a = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  private final double[] b = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
  private int texts;

  /** {@code a} and {@code b} are inputs, {@code 2.5} stands for the number that changes. */
  @Param({"2*a + 2.5*b", "sum(sin(a)**2 * 2.5 + b)"})
  String text;

  private String number() {
    return Integer.toString(1000 + texts++) + ".5";
  }

  /** Another number each time. */
  @Benchmark
  public Tensor anotherNumber() {
    return Weft.eval(text.replace("2.5", number()), Map.of("a", a, "b", b));
  }

  /** The name of an input is another one, too. */
  @Benchmark
  public Tensor anotherName() {
    String name = "x" + texts;
    String other = text.replace("+ b", "+ " + name).replace("*b", "*" + name);
    return Weft.eval(other.replace("2.5", number()), Map.of("a", a, name, b));
  }

  /** The text that was there before. */
  @Benchmark
  public Tensor theSameText() {
    return Weft.eval(text, Map.of("a", a, "b", b));
  }
}
