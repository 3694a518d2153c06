// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.tensor.DType;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  private final ScalarEvaluator a = new ScalarEvaluator(PhiloxTest::none);

  private static void none(Fault fault) {
    throw new AssertionError(fault);
  }

  private static long pair(long low, long high) {
    return high << 32 | low;
  }

  private List<Long> words(long key, long stream, long index) {
    return Philox.words(a, a.i64(key), a.i64(stream), a.i64(index)).stream()
        .map(Literal::asLong)
        .toList();
  }

  /** The answers that the authors of the generator publish for ten rounds. */
  @Test
  void knownAnswers() {
    assertEquals(List.of(0x6627e8d5L, 0xe169c58dL, 0xbc57ac4cL, 0x9b00dbd8L), words(0, 0, 0));
    assertEquals(List.of(0x408f276dL, 0x41c83b0eL, 0xa20bc7c6L, 0x6d5451fdL), words(-1, -1, -1));
    long index = pair(0x243f6a88L, 0x85a308d3L);
    long stream = pair(0x13198a2eL, 0x03707344L);
    long key = pair(0xa4093822L, 0x299f31d0L);
    assertEquals(
        List.of(0xd16cfe09L, 0x94fdccebL, 0x5001e420L, 0x24126ea1L), words(key, stream, index));
  }

  private Literal expand(ScalarOp op, long key, long second, long index) {
    return op.expand(a, DType.I64, List.of(a.i64(key), a.i64(second), a.i64(index)));
  }

  @Test
  void floatsAreTheUpperBits() {
    for (long index = 0; index < 1000; index++) {
      long bits = expand(ScalarOp.RANDOM_BITS, 42, 0, index).asLong();
      double expected = (bits >>> 11) * 0x1p-53;
      assertEquals(expected, expand(ScalarOp.RANDOM_UNIFORM, 42, 0, index).asDouble());
    }
  }

  @Test
  void normalsAreBoxAndMullers() {
    for (long index = 0; index < 1000; index++) {
      List<Long> words = words(7, 0, index);
      double first = (pair(words.get(1), words.get(0)) >>> 11) * 0x1p-53;
      double second = (pair(words.get(3), words.get(2)) >>> 11) * 0x1p-53;
      double expected = Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
      double found = expand(ScalarOp.RANDOM_NORMAL, 7, 0, index).asDouble();
      assertEquals(expected, found, 1e-14 * Math.max(1, Math.abs(expected)));
    }
  }

  /** The integer is all 128 bits, as a fraction, times the range. */
  @Test
  void integersAreTheUpperPartOfAProduct() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      long range = random.nextLong() >>> random.nextInt(64);
      long key = random.nextLong();
      long index = random.nextLong();
      BigInteger bits = BigInteger.ZERO;
      for (long word : words(key, 0, index)) {
        bits = bits.shiftLeft(32).add(BigInteger.valueOf(word));
      }
      BigInteger expected = bits.multiply(new BigInteger(Long.toUnsignedString(range)));
      long found = expand(ScalarOp.RANDOM_BELOW, key, range, index).asLong();
      assertEquals(expected.shiftRight(128).longValue(), found, () -> key + ", " + range);
    }
  }
}
