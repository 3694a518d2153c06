// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.diagnostic.Wording;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numeric columns of comma-separated text in UTF-8. Fields may be quoted ({@code ""} inside quotes
 * is one quote), spaces around numbers are skipped, blank lines too, an empty field is NaN. Numbers
 * are decimal ({@code -1.5e3}), {@code nan}, {@code inf} or {@code infinity} in any case.
 */
public final class Csv {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private Csv() {}

  /**
   * Reads the column with the given name in the first record as f64 of rank 1.
   *
   * @throws IOException if the file cannot be read, the column is missing or there twice, or a
   *     field is no number; the message has the line number, from 1
   */
  public static Tensor column(Path file, String header) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return column(in, header, file.toString());
    } catch (CharacterCodingException e) {
      throw notUtf8(file, e);
    }
  }

  /**
   * Reads column {@code index}, from 0, as f64 of rank 1. A first record whose field there is no
   * number is taken for a header and skipped.
   *
   * @throws IOException as for {@link #column(Path, String)}
   */
  public static Tensor column(Path file, int index) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return column(in, index, file.toString());
    } catch (CharacterCodingException e) {
      throw notUtf8(file, e);
    }
  }

  /**
   * Reads all columns as f64 of rank 2: a row per record, a column per field. A first record with a
   * field that is no number is taken for a header and skipped.
   *
   * @throws IOException if the file cannot be read, a record has another number of fields than the
   *     first one, or a field is no number; the message has the line number, from 1
   */
  public static Tensor table(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return table(in, file.toString());
    } catch (CharacterCodingException e) {
      throw notUtf8(file, e);
    }
  }

  private static IOException notUtf8(Path file, CharacterCodingException cause) {
    return new IOException(file + " is no UTF-8 text", cause);
  }

  /** As {@link #column(Path, String)}; {@code name} is what messages call the source. */
  public static Tensor column(Reader in, String header, String name) throws IOException {
    CsvRecords records = new CsvRecords(in, name);
    List<String> names = records.next();
    if (names == null) {
      throw new IOException(name + " is empty");
    }
    names = names.stream().map(String::strip).toList();
    int index = names.indexOf(header);
    if (index < 0 || Collections.frequency(names, header) > 1) {
      throw new IOException(
          Wording.of(
              "%s has %s column '%s'; its columns are %s",
              name, index < 0 ? "no" : "more than one", header, String.join(", ", names)));
    }
    return rest(records, index, new Column(), name);
  }

  /** As {@link #column(Path, int)}; {@code name} is what messages call the source. */
  public static Tensor column(Reader in, int index, String name) throws IOException {
    CsvRecords records = new CsvRecords(in, name);
    Column column = new Column();
    List<String> first = records.next();
    if (first != null) {
      String field = field(first, index, records, name);
      if (isNumber(field)) {
        column.add(number(field));
      }
    }
    return rest(records, index, column, name);
  }

  /** As {@link #table(Path)}; {@code name} is what messages call the source. */
  public static Tensor table(Reader in, String name) throws IOException {
    CsvRecords records = new CsvRecords(in, name);
    List<String> first = records.next();
    if (first == null) {
      return Tensor.zeros(DType.F64, 0, 0);
    }
    int width = first.size();
    Column values = new Column();
    boolean header = !first.stream().map(String::strip).allMatch(Csv::isNumber);
    for (List<String> record = header ? records.next() : first;
        record != null;
        record = records.next()) {
      if (record.size() != width) {
        throw new IOException(
            Wording.of(
                "%s, line %d: a record with %s after one with %d",
                name, records.line(), fields(record.size()), width));
      }
      for (String field : record) {
        values.add(parsed(field.strip(), records, name));
      }
    }
    return values.toTensor().reshape(values.count / width, width);
  }

  private static Tensor rest(CsvRecords records, int index, Column column, String name)
      throws IOException {
    for (List<String> record = records.next(); record != null; record = records.next()) {
      column.add(parsed(field(record, index, records, name), records, name));
    }
    return column.toTensor();
  }

  private static double parsed(String field, CsvRecords records, String name) throws IOException {
    if (!isNumber(field)) {
      throw new IOException(
          Wording.of("%s, line %d: '%s' is no number", name, records.line(), field));
    }
    return number(field);
  }

  private static String field(List<String> record, int index, CsvRecords records, String name)
      throws IOException {
    if (index < 0 || index >= record.size()) {
      throw new IOException(
          Wording.of(
              "%s, line %d: column %d of a record with %s (columns count from 0)",
              name, records.line(), index, fields(record.size())));
    }
    return record.get(index).strip();
  }

  private static String fields(int count) {
    return count == 1 ? "1 field" : count + " fields";
  }

  private static boolean isNumber(String field) {
    return field.isEmpty() || isSpecial(field) || DECIMAL.matcher(field).matches();
  }

  private static boolean isSpecial(String field) {
    String word = field.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "");
    return word.equals("nan") || word.equals("inf") || word.equals("infinity");
  }

  private static double number(String field) {
    if (field.isEmpty()) {
      return Double.NaN;
    }
    if (!isSpecial(field)) {
      return Double.parseDouble(field);
    }
    if (field.toLowerCase(Locale.ROOT).endsWith("nan")) {
      return Double.NaN;
    }
    return field.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Doubles that arrive one by one. */
  private static final class Column {
    private double[] values = new double[1024];
    private int count;

    void add(double value) {
      if (count == values.length) {
        long more = Math.min(2L * count, Storage.MAX_ELEMENTS);
        values = (double[]) grow(values, Math.max(more, count + 1L));
      }
      values[count++] = value;
    }

    private static Object grow(double[] values, long count) {
      Object larger = Storage.allocate(DType.F64, count);
      System.arraycopy(values, 0, larger, 0, values.length);
      return larger;
    }

    Tensor toTensor() {
      return Tensor.of(Arrays.copyOf(values, count));
    }
  }
}
