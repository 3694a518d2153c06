// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Printing a tree and reading it back gives the tree. */
class RoundTripTest {
  @Test
  void expressions() {
    Trees trees = new Trees(1);
    for (int i = 0; i < 500; i++) {
      ExpressionText tree = trees.text();
      String printed = SyntaxPrinter.print(tree);
      ExpressionText again = Texts.expression(printed);
      assertEquals(Texts.shape(tree), Texts.shape(again), printed);
      assertEquals(printed, SyntaxPrinter.print(again));
    }
  }

  @Test
  void scripts() {
    Trees trees = new Trees(2);
    for (int i = 0; i < 500; i++) {
      Script tree = trees.script();
      String printed = SyntaxPrinter.print(tree);
      Script again = Texts.script(printed);
      assertEquals(Texts.shape(tree), Texts.shape(again), printed);
    }
  }
}
