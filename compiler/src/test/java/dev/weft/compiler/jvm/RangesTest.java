// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What cannot overflow is known, and nothing else is taken for it. */
class RangesTest {

  @Test
  void positionsAreKnownAndElementsAreNot() {
    Kernel kernel =
        KernelText.parse(
            """
            kernel k(x: i64[1] in, n: i32[1] in, y: i64[1] out) kept 1 reduced 0 {
              loop serial i < kept[0] {
                let twice: i64 = mul i, 2
                let before: i64 = sub i, 1
                let place: i64 = max before, 0
                let far: i64 = shl place, 40
                let farther: i64 = shl place, 60
                let low: i64 = and i, 7
                let e: i64 = load x[i]
                let next: i64 = add e, 1
                let masked: i64 = and e, 255
                let small: i64 = add masked, place
                let j: i32 = load n[i]
                let wide: i64 = convert j
                let sum: i64 = add wide, wide
                let narrow: i32 = add j, j
                let opposite: i32 = neg j
                store y[i] = e
              }
            }
            """);
    Ranges ranges = new Ranges(kernel.body(), _ -> 1000);
    Set<String> held = new TreeSet<>();
    Uses.statements(
        kernel.body(),
        stmt -> {
          if (stmt instanceof Stmt.Let(var name, var dtype, Operation.Apply(var prim, var x))
              && ranges.holds(prim, dtype, x)) {
            held.add(name);
          }
        });
    assertEquals(
        Set.of("twice", "before", "place", "far", "low", "masked", "small", "wide", "sum"), held);
  }

  /** The exact result, or null where it is none of the dtype. */
  private static Long exact(Prim prim, DType dtype, long x, long y) {
    try {
      long result =
          switch (prim) {
            case ADD -> Math.addExact(x, y);
            case SUB -> Math.subtractExact(x, y);
            case MUL -> Math.multiplyExact(x, y);
            default -> Math.negateExact(x);
          };
      return dtype == DType.I32 && result != (int) result ? null : (Long) result;
    } catch (ArithmeticException _) {
      return null;
    }
  }

  @Test
  void constantsAreHeldIfAndOnlyIfTheyFit() {
    Random random = new Random(1);
    Ranges ranges = new Ranges(List.of(), _ -> 0);
    for (int i = 0; i < 20_000; i++) {
      DType dtype = random.nextBoolean() ? DType.I64 : DType.I32;
      int bits = dtype == DType.I64 ? 64 : 32;
      long x = random.nextLong() >> 64 - bits + random.nextInt(bits);
      long y = random.nextLong() >> 64 - bits + random.nextInt(bits);
      for (Prim prim : List.of(Prim.ADD, Prim.SUB, Prim.MUL, Prim.NEG)) {
        List<Atom> operands = new ArrayList<>(List.of(new Atom.Const(Literal.of(dtype, x))));
        if (prim != Prim.NEG) {
          operands.add(new Atom.Const(Literal.of(dtype, y)));
        }
        boolean fits = exact(prim, dtype, x, y) != null;
        assertEquals(fits, ranges.holds(prim, dtype, operands), prim + " " + x + " " + y);
      }
    }
  }
}
