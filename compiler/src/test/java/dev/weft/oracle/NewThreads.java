// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.List;

/** Prints the names of threads that loading, compiling and calling with little work start. */
final class NewThreads {
  private NewThreads() {}

  public static void main(String[] args) {
    List<String> before = names();
    double[] x = {1, 2, 3};
    Expression e = Weft.compile("sum(x * 2) + x", Options.DEFAULT);
    for (int i = 0; i < 10; i++) {
      e.call((Object) x);
    }
    List<String> after = names();
    before.forEach(after::remove);
    System.out.println(after);
  }

  /** All that are not of the JVM's compilers, which come and go. */
  private static List<String> names() {
    return new ArrayList<>(
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> !name.contains("CompilerThread"))
            .toList());
  }
}
