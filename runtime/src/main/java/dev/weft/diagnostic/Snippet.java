// SPDX-License-Identifier: Apache-2.0
package dev.weft.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One source line with the marks under it, cut round them when it is long. */
final class Snippet {
  private static final int LONGEST = 110;
  private static final int BEFORE = 50;
  private static final int COLUMN_GAP = 4;

  /** A place on this line: chars {@code start..end} of the source, and the word on it. */
  record Mark(int start, int end, boolean primary, String text) {
    boolean hasText() {
      return !text.isEmpty();
    }

    String firstColumn() {
      int tab = text.indexOf('\t');
      return DisplayLine.visible(tab < 0 ? text : text.substring(0, tab));
    }

    String secondColumn() {
      int tab = text.indexOf('\t');
      return tab < 0 ? "" : DisplayLine.visible(text.substring(tab + 1));
    }
  }

  private final DisplayLine line;
  private final String prefix;
  private final String suffix;
  private final int from;
  private final int to;
  private final List<Mark> shown = new ArrayList<>();
  private final List<Mark> hidden = new ArrayList<>();

  /**
   * Lays out a line.
   *
   * @param start offset of the line in the source
   * @param text the line
   * @param marks the marks that start on it
   */
  Snippet(int start, String text, List<Mark> marks) {
    int cutFrom = 0;
    int cutTo = text.length();
    if (text.length() > LONGEST) {
      int caret = marks.stream().filter(Mark::primary).findFirst().orElse(marks.get(0)).start();
      int latest = Math.max(0, text.length() - LONGEST);
      cutFrom = whole(text, Math.clamp(caret - start - BEFORE, 0, latest));
      cutTo = whole(text, Math.min(text.length(), cutFrom + LONGEST));
    }
    prefix = cutFrom > 0 ? "... " : "";
    suffix = cutTo < text.length() ? " ..." : "";
    from = start + cutFrom;
    to = start + cutTo;
    line = new DisplayLine(text.substring(cutFrom, cutTo));
    for (Mark mark : marks) {
      (mark.start() >= from && mark.start() <= to ? shown : hidden).add(mark);
    }
    shown.sort(Comparator.comparingInt(Mark::start));
  }

  /** A cut never parts a surrogate pair. */
  private static int whole(String text, int cut) {
    boolean inPair =
        cut > 0
            && cut < text.length()
            && Character.isSurrogatePair(text.charAt(cut - 1), text.charAt(cut));
    return inPair ? cut - 1 : cut;
  }

  /** Labelled marks that the cut left out. */
  List<Mark> hidden() {
    return hidden.stream().filter(Mark::hasText).toList();
  }

  /** The line itself. */
  String sourceRow() {
    return prefix + line.text() + suffix;
  }

  /** The rows under the line: the underline first, then the words. */
  List<String> markRows() {
    List<Mark> labelled = shown.stream().filter(Mark::hasText).toList();
    StringBuilder underline = underline();
    List<String> rows = new ArrayList<>();
    if (labelled.size() == 1 && column(labelled.getFirst()) == column(shown.getLast())) {
      Mark only = labelled.getFirst();
      String tail = only.secondColumn().isEmpty() ? "" : "    " + only.secondColumn();
      rows.add(underline + " " + only.firstColumn() + tail);
      return rows;
    }
    rows.add(underline.toString());
    int second = secondColumnAt(labelled);
    for (int i = labelled.size() - 1; i >= 0; i--) {
      rows.add(labelRow(labelled, i, second));
    }
    return rows;
  }

  private StringBuilder underline() {
    StringBuilder row = new StringBuilder();
    for (boolean primary : new boolean[] {false, true}) {
      for (Mark mark : shown) {
        if (mark.primary() == primary) {
          draw(row, column(mark), Math.max(column(mark) + 1, endColumn(mark)), primary ? '^' : '-');
        }
      }
    }
    return row;
  }

  private static void draw(StringBuilder row, int from, int to, char stroke) {
    pad(row, to);
    for (int i = from; i < to; i++) {
      row.setCharAt(i, stroke);
    }
  }

  /** The word of mark {@code i}, with a line going on down for every mark to its left. */
  private String labelRow(List<Mark> labelled, int i, int second) {
    StringBuilder row = new StringBuilder();
    Mark mark = labelled.get(i);
    for (Mark left : labelled.subList(0, i)) {
      if (column(left) < column(mark)) {
        draw(row, column(left), column(left) + 1, '|');
      }
    }
    pad(row, column(mark));
    row.append(mark.firstColumn());
    if (!mark.secondColumn().isEmpty()) {
      int used = column(mark) + DisplayLine.width(mark.firstColumn());
      row.repeat(' ', second - used).append(mark.secondColumn());
    }
    return row.toString();
  }

  private int secondColumnAt(List<Mark> labelled) {
    int second = 0;
    for (Mark mark : labelled) {
      if (!mark.secondColumn().isEmpty()) {
        int used = column(mark) + DisplayLine.width(mark.firstColumn());
        second = Math.max(second, used + COLUMN_GAP);
      }
    }
    return second;
  }

  private int column(Mark mark) {
    return prefix.length() + line.column(mark.start() - from);
  }

  private int endColumn(Mark mark) {
    return prefix.length() + line.column(Math.min(mark.end(), to) - from);
  }

  private static void pad(StringBuilder row, int width) {
    row.repeat(' ', Math.max(0, width - row.length()));
  }
}
