// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.runtime.RunOptions.Bodies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threads, lanes and the incubator module change no bit. */
class SameBitsTest {
  private final List<Integer> expected = BitHashes.hashes(Bodies.SCALAR, 1);

  @Test
  void forAllNumbersOfThreads() {
    assertTrue(expected.stream().distinct().count() > 8, expected::toString);
    for (int threads : new int[] {2, 7}) {
      assertEquals(expected, BitHashes.hashes(Bodies.SCALAR, threads), "scalar, " + threads);
      assertEquals(expected, BitHashes.hashes(Bodies.VECTOR, threads), "vector, " + threads);
    }
  }

  @Test
  void withoutTheIncubatorModule() throws Exception {
    ChildJvm child = ChildJvm.of(BitHashes.class, "AUTO", "2").classPath();
    assertEquals(expected.toString(), child.run());
  }

  @Test
  void forAllVectorSizes() throws Exception {
    for (int bytes : new int[] {16, 32, 64}) {
      ChildJvm child = ChildJvm.of(BitHashes.class, "VECTOR", "1").classPath();
      String size = "-XX:MaxVectorSize=" + bytes;
      assertEquals(
          expected.toString(), child.with("--add-modules=jdk.incubator.vector", size).run(), size);
    }
  }

  /** With 1, 2, 3 and 8 threads, scalar and in lanes of every width. */
  @Test
  void forAllSizes() throws Exception {
    List<Integer> hashes = BitHashes.sizes(Bodies.SCALAR);
    assertEquals(2, hashes.size(), () -> "threads matter: " + hashes);
    for (String machine : List.of("-XX:MaxVectorSize=64", "-XX:MaxVectorSize=16", "-XX:UseAVX=2")) {
      ChildJvm child = ChildJvm.of(BitHashes.class, "VECTOR", "sizes").classPath();
      String found = child.with("--add-modules=jdk.incubator.vector", machine).run();
      assertEquals(hashes.toString(), found, machine);
    }
  }
}
