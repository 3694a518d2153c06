// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.type.CompilerBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelCheckerTest {

  private static Kernel kernel(String body) {
    return KernelText.parse(
        """
        kernel k(a: f64[1] in, n: f64[0] in, w: f64[2] whole, u: u8[1] in, f: f64[2] in,\
         y: f64[1] out, z: bool[1] out) kept 1 reduced 1 {
          site assertion 0..1
          %s
        }
        """
            .formatted(body));
  }

  @Test
  void aSoundKernelPasses() {
    KernelChecker.check(
        "test",
        kernel(
            """
            loop parallel k < kept {
              fold b sum(s: f64 = t1) over vector r < reduced {
                block {
                  alloc s0: f64[1024] scratch
                }
                let t0: f64 = load f[@k, @r]
                let j: i64 = sub r, b
                store s0[j] = t0
                let t1: f64 = load s0[j]
              }
              let c: bool = lt s, 1.0
              check c site 0
              store y[@k] = s
            }
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "let t: f64 = add 1.0, 2:i32 | ADD does not take",
        "let t: f64 = lt 1.0, 2.0 | LT does not take",
        "let t: i64 = fma 1, 2, 3 | FMA does not take",
        "let t: i64 = bitcast 1:i32 | BITCAST does not take",
        "let t: u8 = add 1:u8, 1:u8 | ADD does not take",
        "let t: f64 = add 1.0 | ADD takes 2 operands",
        "let t: f64 = neg 1.0 let t: f64 = neg 2.0 | t is bound twice",
        "if true { let t: f64 = neg 1.0 } let s: f64 = neg t | t is not bound here",
        "let t: i64 = neg kept[1] | the domain has no axis kept[1]",
        "let t: f64 = load a[] | an index has 1 components",
        "let t: f64 = load f[@1] | no index over the kept axes",
        "let t: f64 = load w[@1, @1] | no index over the whole domain",
        "let t: f32 = load a[1] | a does not hold f32",
        "let t: f64 = load y[1] | y is only written",
        "let t: f64 = load a[true] | true is bool, not i64",
        "store a[1] = 1.0 | a is only read",
        "store y?[1] = 1.0 | stores are not guarded",
        "store z[1] = 1.0 | 1.0 is f64, not bool",
        "alloc s: f64[10] scratch | scratch has 1024 elements",
        "alloc s: f64[10] local | local arrays belong to a group",
        "check true site 1 | no site 1",
        "check 1 site 0 | 1 is i64, not bool",
        "barrier | a barrier stands in a loop over threads",
        "loop group g < 2 { barrier } | a barrier stands in a loop over threads",
        "loop thread t < 2 { } | threads run in a group",
        "loop serial i < 2 { loop parallel k < 2 { } } | PARALLEL loops are outermost",
        "loop vector i < 2 { check true site 0 } | straight-line code only",
        "loop vector i < 2 { let t: f64 = call sin(1.0) } | lanes call no routines",
        "loop vector i < 2 { let t: f64 = load w[i, i] } | lanes read and write windows only",
        "loop vector i < 2 carry (c: f64 = 1.0) { next c } | only serial loops carry",
        "loop serial i < 2 carry (c: f64 = 1.0) { } | every carried value has a next one",
        "loop serial i < 2 step 0 { } | a loop steps by at least 1",
        "fold b any(s: f64 = 1.0) over serial r < 2 { } | ANY does not reduce f64",
        "fold b argmin(s: f64 = 1.0) over serial r < 2 { } | ARGMIN has 2 components",
        "fold b sum(s: f64 = 1.0) over parallel r < 2 { } | a fold is serial or runs in lanes",
      })
  void aBrokenRuleIsNamedWithAWindow(String body, String rule) {
    Kernel kernel = kernel(body);
    CompilerBug bug = assertThrows(CompilerBug.class, () -> KernelChecker.check("test", kernel));
    assertTrue(bug.getMessage().contains(rule), bug.getMessage());
    assertTrue(bug.getMessage().contains("> "), bug.getMessage());
  }

  @Test
  void parametersHaveTheRanksOfTheDomain() {
    Kernel kernel = KernelText.parse("kernel k(a: f64[3] in) kept 2 reduced 0 { }");
    assertThrows(CompilerBug.class, () -> KernelChecker.check("test", kernel));
  }
}
