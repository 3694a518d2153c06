// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  private static double[] column(String text, String header) throws IOException {
    return Csv.column(new StringReader(text), header, "t.csv").toDoubleArray();
  }

  private static double[] column(String text, int index) throws IOException {
    return Csv.column(new StringReader(text), index, "t.csv").toDoubleArray();
  }

  private static String error(String text, String header) {
    return assertThrows(IOException.class, () -> column(text, header)).getMessage();
  }

  @Test
  void readsByHeader() throws IOException {
    String text = "\ufeffday, price ,\"a,\"\"b\"\"\"\nmon,1.5,7\r\n\r\n\"tue\nsday\",\" 2e3\",8\n";
    assertArrayEquals(new double[] {1.5, 2000}, column(text, "price"));
    assertArrayEquals(new double[] {7, 8}, column(text, "a,\"b\""));
  }

  @Test
  void readsByIndexWithAndWithoutAHeader() throws IOException {
    assertArrayEquals(new double[] {2, 4}, column("1,2\n3,4", 1));
    assertArrayEquals(new double[] {2, 4}, column("a,b\r1,2\r3,4\r", 1));
    assertArrayEquals(new double[0], column("", 0));
  }

  @Test
  void emptyAndSpecialFields() throws IOException {
    double inf = Double.POSITIVE_INFINITY;
    assertArrayEquals(
        new double[] {Double.NaN, inf, -inf, Double.NaN, inf, .5, 1, Double.NaN},
        column("x,y\n,1\nInf,1\n-infinity,1\nnan,1\n+inf,1\n.5,1\n+1.,1\n\"\",1", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "0x10", "1_000", "NA", "1 2", "1e", "--1", "\"1,000\"", "١"})
  void badNumbersNameTheirLine(String field) {
    String message = error("x\n1\n\n\"2\"\n" + field + "\n", "x");
    assertTrue(message.startsWith("t.csv, line 5: '"), message);
    assertTrue(message.endsWith("' is no number"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y|z|t.csv has no column 'z'; its columns are x, y",
        "x,x|x|t.csv has more than one column 'x'; its columns are x, x",
        "''|x|t.csv is empty",
      })
  void missingColumnsAreErrors(String text, String header, String message) {
    assertEquals(message, error(text, header));
  }

  @Test
  void shortRecordsAndOpenQuotesAreErrors() {
    assertEquals(
        "t.csv, line 4: column 1 of a record with 1 field (columns count from 0)",
        error("x,y\n\"1\n\",2\n3\n", "y"));
    assertEquals("t.csv, line 2: a quoted field is never closed", error("x\n\"1\n2\n3", "x"));
    assertEquals("t.csv, line 2: text after the closing quote of a field", error("x\n\"1\"2", "x"));
    assertThrows(IOException.class, () -> column("1,2", -1));
  }

  @Test
  void readsManyRowsFromAFile(@TempDir Path folder) throws IOException {
    StringBuilder text = new StringBuilder("i,half\n");
    for (int i = 0; i < 5000; i++) {
      text.append(i).append(',').append(i / 2.0).append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    double[] halves = Csv.column(file, "half").toDoubleArray();
    assertEquals(5000, halves.length);
    assertEquals(2499.5, halves[4999]);
    assertArrayEquals(halves, Csv.column(file, 1).toDoubleArray());
    Files.write(file, new byte[] {'x', '\n', (byte) 0xff});
    assertTrue(
        assertThrows(IOException.class, () -> Csv.column(file, "x"))
            .getMessage()
            .endsWith("is no UTF-8 text"));
  }

  private static String table(String text) throws IOException {
    return Arrays.deepToString((Object[]) Csv.table(new StringReader(text), "t.csv").toArray());
  }

  @Test
  void readsAllColumns() throws IOException {
    assertEquals("[[1.0, 2.0], [3.0, NaN]]", table("1,2\n\n3,\n"));
    assertEquals("[[1.0, 2.0], [3.0, 4.0]]", table("a, b\n1,2\n3, 4"));
    assertArrayEquals(new long[] {0, 2}, Csv.table(new StringReader("a,b\n"), "").shape());
    assertArrayEquals(new long[] {0, 0}, Csv.table(new StringReader(""), "").shape());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,b\n1,2\n3'|t.csv, line 3: a record with 1 field after one with 2",
        "'1,2\n3,4,5'|t.csv, line 2: a record with 3 fields after one with 2",
        "'a,b\n1,2\n3,x'|t.csv, line 3: 'x' is no number",
      })
  void raggedTablesAreErrors(String text, String message) {
    IOException error = assertThrows(IOException.class, () -> table(text));
    assertEquals(message, error.getMessage());
  }
}
