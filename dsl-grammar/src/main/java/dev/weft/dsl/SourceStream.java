// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Source;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A source as the lexer reads it: code points, but indexed by UTF-16 offset, so that token
 * positions are span offsets whatever the text holds. A lone surrogate is a code point like others.
 */
final class SourceStream implements CharStream {
  private final Source source;
  private final String text;
  private int index;

  SourceStream(Source source) {
    this.source = source;
    this.text = source.text();
  }

  @Override
  public void consume() {
    if (index >= text.length()) {
      throw new IllegalStateException("cannot consume EOF");
    }
    index += Character.charCount(text.codePointAt(index));
  }

  @Override
  public int LA(int i) {
    if (i == 1) {
      return index < text.length() ? text.codePointAt(index) : IntStream.EOF;
    }
    return i < 0 ? behind(-i) : ahead(i);
  }

  private int ahead(int i) {
    int at = index;
    for (int k = 1; k < i && at < text.length(); k++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at < text.length() ? text.codePointAt(at) : IntStream.EOF;
  }

  private int behind(int i) {
    int at = index;
    int found = IntStream.EOF;
    for (int k = 0; k < i; k++) {
      if (at == 0) {
        return IntStream.EOF;
      }
      found = text.codePointBefore(at);
      at -= Character.charCount(found);
    }
    return found;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // the whole text is in memory: nothing to release
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int to) {
    index = to;
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return source.name();
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }
}
