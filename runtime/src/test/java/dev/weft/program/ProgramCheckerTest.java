// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgramCheckerTest {
  private static final String SOUND = ProgramText.print(SamplePrograms.everything());

  @Test
  void aSoundProgramHasNoProblems() {
    assertEquals(List.of(), ProgramChecker.check(SamplePrograms.everything()));
  }

  /** Changes to the sound program, and what each breaks. */
  private static final Map<String, List<String>> CHANGES =
      Map.ofEntries(
          change("axis 1 of %0", "axis 2 of %0", "symbol n is an axis that no input has"),
          change("value %1", "value %0", "symbol λ is the value of no integer input"),
          change("{n - 1} rows", "{m} rows", "size m uses symbol m without a value"),
          change("{n - 1} rows", "{n -} rows", "is no size"),
          change("[2] {255, 7}", "[3] {255, 7}", "does not have the elements of its shape"),
          change("%9 = view %8", "%9 = view %99", "uses %99, which holds nothing yet"),
          change("%9 = view %8", "%8 = view %8", "%8 is defined twice"),
          change("permute [1, 0]", "permute [1, 1]", "movement of %8 does not fit f64 of rank 2"),
          change("by [1, -2]", "by [1, 0]", "movement of %11 does not fit"),
          change("size [1, n] by", "size [1] by", "movement of %11 does not fit"),
          change("[n*n + 7]", "[q]", "size q uses symbol q without a value"),
          change("launch 0 (%0, %0, %14)", "launch 5 (%0, %0, %14)", "there is no kernel 5"),
          change("(%0, %0, %14)", "(%0, %14)", "kernel k0 has 3 parameters, not 2"),
          change("(%0, %0, %14)", "(%0, %9, %14)", "%9 is f64 of rank 1"),
          change("(%0, %0, %14)", "(%0, %0, %0)", "writes %0, which is not the program's"),
          change("copy %19 from %15", "copy %15 from %14", "no copy"),
          change("copy %18 from %16", "copy %16 from %18", "which is not the program's"),
          change("%16 = %0 then %18", "%16 = %0 then %12", "a loop carries %16"),
          change("branch %7", "branch %4", "a branch wants a bool of rank 0"),
          change("%15 else %19", "%14 else %19", "a branch gives %20"),
          change("output \"y\" %16", "output \"y\" %77", "uses %77"),
          change("accumulators [f64, i64]", "scratch [f64]", "do not fit its launch"),
          change("[n, n] storage 4", "[n, n] storage 3", "none"),
          change("[n] storage 9", "[n] storage 3", "none"));

  private static Map.Entry<String, List<String>> change(String from, String to, String problem) {
    return Map.entry(from + " -> " + to, List.of(from, to, problem));
  }

  @Test
  void everyRuleIsChecked() {
    for (Map.Entry<String, List<String>> change : CHANGES.entrySet()) {
      String from = change.getValue().get(0);
      assertTrue(SOUND.contains(from), from);
      Program broken = ProgramText.parse(SOUND.replace(from, change.getValue().get(1)));
      List<String> problems = ProgramChecker.check(broken);
      String expected = change.getValue().get(2);
      assertTrue(
          expected.equals("none")
              ? problems.isEmpty()
              : problems.stream().anyMatch(problem -> problem.contains(expected)),
          change.getKey() + " gives " + problems);
    }
  }

  @Test
  void storageIsNotSharedByValuesNeededAtTheSameTime() {
    String head = "program \"p\" abi 2\nsource \"\" \"\"\n";
    String kernel =
        """
        kernel "k" map operations 3 scalar "K" vector ""
          param "a" f64 rank 0 kept
          param "y" f64 rank 0 kept written
        """;
    String chain =
        """
        input %%0 "a" f64 rank 0
        %%1 = alloc f64 [] storage 0
        launch 0 (%%0, %%1) kept [] reduced [] at 0..0
        %%2 = alloc f64 [] storage %d
        launch 0 (%%%d, %%2) kept [] reduced [] at 0..0
        output "y" %%%d
        """;
    assertEquals(List.of(), problems(head + chain.formatted(1, 1, 2) + kernel));
    assertEquals(List.of(), problems(head + chain.formatted(0, 0, 2) + kernel));
    List<String> shared = List.of("%1 and %2 share storage 0 but are needed at the same time");
    assertEquals(shared, problems(head + chain.formatted(0, 1, 2) + kernel));
    assertEquals(shared, problems(head + chain.formatted(0, 0, 1) + kernel));
    String loop =
        """
        input %0 "a" f64 rank 0
        %1 = alloc f64 [] storage 0
        launch 0 (%0, %1) kept [] reduced [] at 0..0
        repeat %2 from [0] by 1 times [5] carry (%3 = %0 then %5)
          %4 = alloc f64 [] storage 1
          launch 0 (%1, %4) kept [] reduced [] at 0..0
          %5 = alloc f64 [] storage 0
          launch 0 (%4, %5) kept [] reduced [] at 0..0
        end
        output "y" %3
        """;
    assertEquals(
        List.of("%1 and %5 share storage 0 but are needed at the same time"),
        problems(head + loop + kernel));
    assertEquals(
        List.of(),
        problems(
            head
                + loop.replace("%5 = alloc f64 [] storage 0", "%5 = alloc f64 [] storage 2")
                + kernel));
  }

  private static List<String> problems(String text) {
    return ProgramChecker.check(ProgramText.parse(text));
  }
}
