// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

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

/** {@code 2*a + 3*b} as a Java programmer writes it: the yardstick for what Weft generates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HandWrittenBenchmark {
  @Param({"1000", "1000000", "10000000"})
  int size;

  private double[] a;
  private double[] b;
  private double[] out;

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(42);
    a = random.doubles(size).toArray();
    b = random.doubles(size).toArray();
    out = new double[size];
  }

  @Benchmark
  public double[] axpby() {
    for (int i = 0; i < out.length; i++) {
      out[i] = 2 * a[i] + 3 * b[i];
    }
    return out;
  }
}
