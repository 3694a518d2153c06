// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RoutinesTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  @Test
  void integersDivideAsInNumPy() {
    assertEquals(-4, Routines.floorDivI64(-7, 2));
    assertEquals(2, Routines.floorModI64(-7, 3));
    assertEquals(-2, Routines.floorModI32(7, -3));
    assertEquals(-1, Routines.fmodI32(-7, 3));
    assertEquals(0, Routines.floorDivI32(5, 0));
    assertEquals(0, Routines.floorModI64(5, 0));
    assertEquals(0, Routines.fmodI64(5, 0));
    assertEquals(Integer.MIN_VALUE, Routines.floorDivI32(Integer.MIN_VALUE, -1));
    assertEquals(Long.MIN_VALUE, Routines.floorDivI64(Long.MIN_VALUE, -1));
    assertEquals(0, Routines.floorModI64(Long.MIN_VALUE, -1));
  }

  /** Rows of x, y, floorDiv, floorMod; NumPy gave the last two. */
  private static final double[][] QUOTIENTS = {
    {7, 3, 2, 1},
    {-7, 3, -3, 2},
    {7, -3, -3, -2},
    {-7, -3, 2, -1},
    {6, 3, 2, 0.0},
    {-6, 3, -2, 0.0},
    {6, -3, -2, -0.0},
    {0.0, 3, 0.0, 0.0},
    {-0.0, 3, -0.0, 0.0},
    {0.0, -3, -0.0, -0.0},
    {1, 0.1, 9, 0.09999999999999995},
    {1, INF, 0.0, 1},
    {-1, INF, -1, INF},
    {1, -INF, -1, -INF},
    {-1, -INF, 0.0, -1},
    {INF, 3, NAN, NAN},
    {-INF, 3, NAN, NAN},
    {5, 0.0, INF, NAN},
    {-5, 0.0, -INF, NAN},
    {0.0, 0.0, NAN, NAN},
    {NAN, 1, NAN, NAN},
    {1, NAN, NAN, NAN},
    {1e300, 1e-10, Math.floor(1e300 / 1e-10), 1e300 % 1e-10},
    {5e-324, 1e308, 0.0, 5e-324},
    {-5e-324, 1e308, -1, 1e308},
  };

  @Test
  void floatsDivideAsInNumPy() {
    for (double[] row : QUOTIENTS) {
      String what = row[0] + " by " + row[1];
      assertEquals(row[2], Routines.floorDivF64(row[0], row[1]), what);
      assertEquals(row[3], Routines.floorModF64(row[0], row[1]), what);
    }
    assertEquals(9f, Routines.floorDivF32(1, 0.1f));
    assertEquals(1f % 0.1f, Routines.floorModF32(1, 0.1f));
    assertEquals(-0.0f, Routines.floorModF32(6, -3));
  }

  @Test
  void quotientsAreExactFloors() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double x = (random.nextInt(2_000_001) - 1_000_000) / 64.0;
      double y = (1 + random.nextInt(5_000)) / (random.nextBoolean() ? 32.0 : -10.0);
      BigDecimal exact = new BigDecimal(x).divide(new BigDecimal(y), 0, RoundingMode.FLOOR);
      assertEquals(exact.doubleValue(), Routines.floorDivF64(x, y) + 0.0, x + " by " + y);
      double rest = Routines.floorModF64(x, y);
      assertTrue(rest == 0 || rest < 0 == y < 0, "sign of " + rest);
      assertTrue(Math.abs(rest) <= Math.abs(y));
    }
  }

  @Test
  void powersWrap() {
    Random random = new Random(6);
    for (int i = 0; i < 5_000; i++) {
      long x = random.nextLong() >> random.nextInt(63);
      int y = random.nextInt(200);
      BigInteger power = BigInteger.valueOf(x).pow(y);
      assertEquals(power.longValue(), Routines.powI64(x, y));
      assertEquals(BigInteger.valueOf((int) x).pow(y).intValue(), Routines.powI32((int) x, y));
    }
    assertEquals(1, Routines.powI64(0, 0));
    assertEquals(0, Routines.powI32(-1, -3));
    assertEquals(0, Routines.powI64(2, -1));
    assertEquals(0, Routines.powI64(0, -1));
  }

  @Test
  void divisorsAndMultiples() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      long x = random.nextLong() >> random.nextInt(63);
      long y = random.nextLong() >> random.nextInt(63);
      BigInteger divisor = BigInteger.valueOf(x).gcd(BigInteger.valueOf(y));
      assertEquals(divisor.longValue(), Routines.gcdI64(x, y));
    }
    assertEquals(6, Routines.gcdI32(-12, 18));
    assertEquals(36, Routines.lcmI32(-12, 18));
    assertEquals(0, Routines.lcmI64(0, 0));
    assertEquals(5, Routines.gcdI64(0, -5));
    assertEquals(Integer.MIN_VALUE, Routines.gcdI32(Integer.MIN_VALUE, 0));
    assertEquals(1, Routines.gcdI32(Integer.MIN_VALUE, 3));
  }
}
