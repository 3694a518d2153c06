// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelBuilder;
import dev.weft.compiler.kernel.KernelInterpreter;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.schedule.CpuSchedule;
import dev.weft.compiler.schedule.ScheduleLimits;
import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Launch;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Large kernels stay within what the JVM compiles, and vectors within registers. */
class LargeKernelTest {
  /** HotSpot leaves methods of more bytes to the interpreter for ever. */
  private static final int HUGE = 8000;

  private static Kernel map(int inputs, BiFunction<KernelBuilder, List<Atom>, Atom> body) {
    KernelBuilder builder = new KernelBuilder(1, 0);
    for (int i = 0; i < inputs; i++) {
      builder.param("x" + i, DType.F64, 1, Kernel.Mode.IN);
    }
    builder.keptLoops(
        at -> {
          List<Atom> values = new ArrayList<>();
          for (int i = 0; i < inputs; i++) {
            values.add(builder.load("x" + i, new Index.At(at)));
          }
          Atom result = body.apply(builder, values);
          builder.param("y", result.dtype(), 1, Kernel.Mode.OUT);
          builder.store("y", new Index.At(at), result);
        });
    return builder.build("map");
  }

  private static KernelCode emit(Kernel naive) {
    return KernelEmitter.emit(CpuSchedule.apply(naive, ScheduleLimits.DEFAULT), naive);
  }

  private static Map<String, Integer> sizes(byte[] type) {
    Map<String, Integer> sizes = new TreeMap<>();
    for (var method : ClassFile.of().parse(type).methods()) {
      method
          .findAttribute(Attributes.code())
          .ifPresent(code -> sizes.put(method.methodName().stringValue(), code.codeLength()));
    }
    return sizes;
  }

  @Test
  void aSumOfManyTermsIsOneMethodCalledOften() {
    int inputs = 256;
    Kernel naive =
        map(
            inputs,
            (builder, x) -> {
              Atom sum = x.get(0);
              for (int i = 1; i < 5000; i++) {
                sum = builder.add(sum, x.get((i * 7 + i / inputs) % inputs));
              }
              return sum;
            });
    KernelCode code = emit(naive);
    assertEquals(Launch.STAGED_MAP, code.launch());
    for (byte[] type : List.of(code.scalarBytes(), code.vectorBytes())) {
      Map<String, Integer> sizes = sizes(type);
      assertTrue(sizes.size() < 8, sizes::toString);
      assertTrue(sizes.values().stream().allMatch(size -> size < HUGE), sizes::toString);
    }
    compare(naive, code, 70);
  }

  /** A method per power would be compiled, and warmed, fifty times. */
  @Test
  void stagesThatDifferInTheirLiteralsAreOneMethod() {
    Kernel naive =
        map(
            2,
            (builder, x) -> {
              Atom sum = x.get(0);
              for (int i = 0; i < 50; i++) {
                Atom term = builder.add(x.get(1), builder.f64(i));
                for (int power = 0; power < 60; power++) {
                  term = builder.fma(term, builder.f64(0.5 * i), builder.f64(i - power));
                }
                sum = builder.add(sum, term);
              }
              return sum;
            });
    KernelCode code = emit(naive);
    Map<String, Integer> sizes = sizes(code.vectorBytes());
    assertTrue(sizes.size() < 16, sizes::toString);
    compare(naive, code, 70);
  }

  private static void compare(Kernel naive, KernelCode code, int count) {
    long[] extents = {count};
    List<Tensor> expected = RandomTensors.arguments(naive, extents, 1);
    KernelInterpreter.run(naive, extents, expected);
    for (boolean vector : new boolean[] {false, true}) {
      List<Tensor> found = RandomTensors.again(naive, expected);
      new Driver(code, vector, 1, extents, found).run(false);
      assertArrayEquals(Driver.bits(expected.getLast()), Driver.bits(found.getLast()));
    }
  }

  @Test
  void vectorsAreNotBoxed() {
    Kernel naive =
        map(
            4,
            (builder, x) -> {
              Atom value = x.get(0);
              for (int i = 0; i < 50; i++) {
                value = builder.fma(value, x.get(i % 4), builder.f64(i));
                Atom less = builder.lt(value, x.get((i + 1) % 4));
                value = builder.select(less, value, x.get((i + 2) % 4));
              }
              return builder.apply(Prim.GT, value, x.get(3));
            });
    KernelCode code = emit(naive);
    compare(naive, code, 1024);
    assertTrue(sizes(code.vectorBytes()).values().stream().allMatch(size -> size < HUGE));
    KernelBody body = Bodies.load(code, true);
    Frame frame = frame(code);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 200 && least > 0; round++) {
      least = Math.min(least, allocated(body, frame));
    }
    assertEquals(0, least, "bytes allocated in 100 calls");
  }

  private static Frame frame(KernelCode code) {
    Frame frame = new Frame(code.parameters().size(), 0, code.scratch().size());
    for (int p = 0; p < code.parameters().size(); p++) {
      frame.arrays[p] = Storage.allocate(code.parameters().get(p).dtype(), KernelCode.BLOCK);
    }
    for (int s = 0; s < code.scratch().size(); s++) {
      frame.scratch[s] = Storage.allocate(code.scratch().get(s), KernelCode.BLOCK);
    }
    return frame;
  }

  private static long allocated(KernelBody body, Frame frame) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      body.run(frame, 0, KernelCode.BLOCK);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
