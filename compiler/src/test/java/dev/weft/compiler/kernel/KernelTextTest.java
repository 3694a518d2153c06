// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTextTest {

  private static final String EVERYTHING =
      """
      kernel all(x: f64[2] in, w: i64[1] whole, n: f64[0] in, y: f64[1] out, z: f64[2] out)\
       kept 1 reduced 1 {
        site index_out_of_range 3..7
        site assertion 0..2
        loop group g from 1 < kept step 2 {
          alloc l0: f32[16] local
          loop thread t < 4 {
            let a: i64 = add g, t
            barrier
            store l0[t] = 0x7fc00001:f32
            if true {
              check false site 1
            } else {
              let q: f64 = load w2?[a]
            }
          }
        }
        loop parallel k < kept {
          loop serial c from 2 < 9 carry (u: f64 = -0.0, v: i32 = 3:i32) {
            let un: f64 = fma u, 1.5e-300, -inf
            next un, v
          }
          while limit 100 site 0 carry (e: f64 = u) {
            let le: bool = lt e, nan
          } holds le {
            let en: f64 = call pow(e, 2.0)
            next en
          }
          fold b sum(s: f64 = m0), argmax(m: f64 = m0, at: i64 = r) over vector r < reduced {
            block {
              alloc s0: f64[1024] scratch
              let rest: i64 = sub reduced[0], b
            }
            let m0: f64 = load x[@k, @r]
            store z[@k, @r] = m0
          }
          let p: f64 = load n[]
          store y[@k] = p
        }
      }
      """;

  @Test
  void everyConstructPrintsAndParses() {
    String text = EVERYTHING.replace("w: i64[1] whole", "w2: f64[1] whole");
    assertEquals(text, KernelText.print(KernelText.parse(text)));
  }

  @Property(tries = 300)
  void randomKernelsPrintAndParse(@ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int ops) {
    Kernel kernel = RandomKernels.of(seed, ops);
    KernelChecker.check("test", kernel);
    assertEquals(kernel, KernelText.parse(KernelText.print(kernel)));
  }

  @Property
  void floatsKeepTheirBits(@ForAll long bits) {
    Literal f64 = new Literal(DType.F64, bits);
    Literal f32 = new Literal(DType.F32, (int) bits);
    assertEquals(f64, roundTrip(f64));
    assertEquals(f32, roundTrip(f32));
  }

  private static Literal roundTrip(Literal literal) {
    String text = "kernel k(y: %s[0] out) kept 0 reduced 0 { store y[] = %s }";
    Kernel kernel = KernelText.parse(text.formatted(literal.dtype(), LiteralText.print(literal)));
    Stmt.Store store = (Stmt.Store) kernel.body().getFirst();
    return ((Atom.Const) store.value()).value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kernel k() kept 0 reduced 0 {",
        "kernel k() kept 0 reduced 0 { jump }",
        "kernel k() kept 0 reduced 0 { let a: f64 = add b, 1.0 }",
        "kernel k() kept 0 reduced 0 { let a: f65 = add 1.0, 1.0 }",
        "kernel k() kept 0 reduced 0 { let a: f64 = plus 1.0, 1.0 }",
        "kernel k() kept 0 reduced 0 { let a: i64 = add 1x, 1 }",
        "kernel k() kept 0 reduced 0 { } ;",
      })
  void whatIsNoKernelIsRefusedWithItsLine(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> KernelText.parse(text));
    assertTrue(e.getMessage().startsWith("line 1: "), e.getMessage());
  }
}
