// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SourceTest {
  @Test
  void linesEndAtAnyKindOfLineEnd() {
    Source source = new Source("s", "ab\ncd\r\nef\rgh\n");
    assertEquals(5, source.lineCount());
    assertEquals("ab", source.lineText(1));
    assertEquals("cd", source.lineText(2));
    assertEquals("ef", source.lineText(3));
    assertEquals("gh", source.lineText(4));
    assertEquals("", source.lineText(5));
    assertEquals(2, source.line(3));
    assertEquals(2, source.line(6));
    assertEquals(3, source.line(7));
  }

  @Test
  void aPositionIsALineAndAColumn() {
    Source source = new Source("s", "a\n\ud835\udc31 + b");
    assertEquals(1, source.line(0));
    assertEquals(1, source.line(1));
    assertEquals(2, source.line(2));
    assertEquals(2, source.line(source.text().length()));
    assertEquals(1, source.column(2));
    assertEquals(5, source.column(7), "a surrogate pair is one column");
    assertThrows(IndexOutOfBoundsException.class, () -> source.line(source.text().length() + 1));
  }

  @Test
  void anEmptyTextHasOneLine() {
    Source source = new Source("s", "");
    assertEquals(1, source.lineCount());
    assertEquals("", source.lineText(1));
    assertEquals(1, source.line(0));
    assertEquals(1, source.column(0));
  }

  @Test
  void spansJoin() {
    assertEquals(new Span(2, 9), new Span(5, 9).to(new Span(2, 3)));
    assertEquals(Span.at(9), new Span(5, 9).after());
    assertThrows(IllegalArgumentException.class, () -> new Span(3, 2));
  }
}
