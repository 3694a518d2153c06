// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slices, integers and integer tensors as indices, with NumPy's answers. */
class IndexingTest {
  private static Tensor range(int size, long... shape) {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return Tensor.of(values, shape);
  }

  private static final Map<String, Tensor> INPUTS =
      Map.of(
          "t", range(24, 2, 3, 4),
          "m", range(12, 3, 4),
          "a", Tensor.of(new long[] {5, 6, 7, 8}),
          "i", Tensor.of(new long[] {0, -1}),
          "j", Tensor.of(new long[] {1, 2}),
          "k", Tensor.of(new long[] {0, 2}, 2, 1));

  private static String show(Tensor tensor) {
    return tensor.signature() + " " + tensor.toString().replace("\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a[i]; i64[2] [5 8]",
        "a[k]; i64[2, 1] [[5] [7]]",
        "a[[3,-4]]; i64[2] [8 5]",
        "m[i]; i64[2, 4] [[ 0  1  2  3] [ 8  9 10 11]]",
        "m[i, j]; i64[2] [ 1 10]",
        "m[k, j]; i64[2, 2] [[ 1  2] [ 9 10]]",
        "m[:, i]; i64[3, 2] [[ 0  3] [ 4  7] [ 8 11]]",
        "m[i, 1]; i64[2] [1 9]",
        "m[1, i]; i64[2] [4 7]",
        "m[i, 1:]; i64[2, 3] [[ 1  2  3] [ 9 10 11]]",
        "m[1:, i]; i64[2, 2] [[ 4  7] [ 8 11]]",
        "m[..., i]; i64[3, 2] [[ 0  3] [ 4  7] [ 8 11]]",
        "m[i, None]; i64[2, 1, 4] [[[ 0  1  2  3]] [[ 8  9 10 11]]]",
        "m[None, i]; i64[1, 2, 4] [[[ 0  1  2  3]  [ 8  9 10 11]]]",
        "m[i][:, j]; i64[2, 2] [[ 1  2] [ 9 10]]",
        "m[::-1, i]; i64[3, 2] [[ 8 11] [ 4  7] [ 0  3]]",
        "m.T[i, j]; i64[2] [ 4 11]",
        "t[i]; i64[2, 3, 4] [[[ 0  1  2  3]  [ 4  5  6  7]  [ 8  9 10 11]] [[12 13 14 15]  [16 17"
            + " 18 19]  [20 21 22 23]]]",
        "t[:, i]; i64[2, 2, 4] [[[ 0  1  2  3]  [ 8  9 10 11]] [[12 13 14 15]  [20 21 22 23]]]",
        "t[..., i]; i64[2, 3, 2] [[[ 0  3]  [ 4  7]  [ 8 11]] [[12 15]  [16 19]  [20 23]]]",
        "t[i, j]; i64[2, 4] [[ 4  5  6  7] [20 21 22 23]]",
        "t[i, :, j]; i64[2, 3] [[ 1  5  9] [14 18 22]]",
        "t[:, i, j]; i64[2, 2] [[ 1 10] [13 22]]",
        "t[i, ..., j]; i64[2, 3] [[ 1  5  9] [14 18 22]]",
        "t[0, i]; i64[2, 4] [[ 0  1  2  3] [ 8  9 10 11]]",
        "t[0, :, i]; i64[2, 3] [[ 0  4  8] [ 3  7 11]]",
        "t[i, 0]; i64[2, 4] [[ 0  1  2  3] [12 13 14 15]]",
        "t[i, :, 0]; i64[2, 3] [[ 0  4  8] [12 16 20]]",
        "t[:, i, 0]; i64[2, 2] [[ 0  8] [12 20]]",
        "t[:, 0, i]; i64[2, 2] [[ 0  3] [12 15]]",
        "t[i, None, j]; i64[2, 1, 4] [[[ 4  5  6  7]] [[20 21 22 23]]]",
        "t[:, k, j]; i64[2, 2, 2] [[[ 1  2]  [ 9 10]] [[13 14]  [21 22]]]",
        "t[k % 2, i]; i64[2, 2, 4] [[[ 0  1  2  3]  [ 8  9 10 11]] [[ 0  1  2  3]  [ 8  9 10 11]]]",
        "t[k % 2, :, j]; i64[2, 2, 3] [[[ 1  5  9]  [ 2  6 10]] [[ 1  5  9]  [ 2  6 10]]]",
        "t[i, j, j]; i64[2] [ 5 22]",
        "t[i, j, 1:3]; i64[2, 2] [[ 5  6] [21 22]]",
        "t[None, i, :, j]; i64[2, 1, 3] [[[ 1  5  9]] [[14 18 22]]]",
        "t[1:, k, j]; i64[1, 2, 2] [[[13 14]  [21 22]]]",
        "t[::-1, ::-1, i]; i64[2, 3, 2] [[[20 23]  [16 19]  [12 15]] [[ 8 11]  [ 4  7]  [ 0  3]]]",
        "take(m, i, axis=1); i64[3, 2] [[ 0  3] [ 4  7] [ 8 11]]",
        "take(m, [[0, 5]]); i64[1, 2] [[0 5]]",
        "take(a, [5, -7], mode='wrap'); i64[2] [6 6]",
        "take(a, [5, -7], mode='clip'); i64[2] [8 5]",
        "take_along_axis(m, m[:, :2] % 4, axis=1); i64[3, 2] [[0 1] [4 5] [8 9]]",
        "take_along_axis(m, m[:1] % 3, axis=0); i64[1, 4] [[ 0  5 10  3]]",
        "take_along_axis(t, t[:, :, :1] % 4, 2); i64[2, 3, 1] [[[ 0]  [ 4]  [ 8]] [[12]  [16] "
            + " [20]]]",
        "m[7:1:-3]; i64[1, 4] [[ 8  9 10 11]]",
        "m[-100:100, -2::-1]; i64[3, 3] [[ 2  1  0] [ 6  5  4] [10  9  8]]",
        "m[5:]; i64[0, 4] [] (i64[0, 4])",
        "m[:, 3:0:-2]; i64[3, 2] [[ 3  1] [ 7  5] [11  9]]",
        "t[..., ::-2, None, 1]; i64[2, 2, 1] [[[ 9]  [ 1]] [[21]  [13]]]",
        "t[-1, ..., -1]; i64[3] [15 19 23]",
        "m[1:1, 2:]; i64[0, 2] [] (i64[0, 2])",
        "diagonal(t, 0, 1, 2); i64[2, 3] [[ 0  5 10] [12 17 22]]",
        "diagonal(m, 1); i64[3] [ 1  6 11]",
        "diagonal(m, -2); i64[1] [8]",
        "trace(m); i64[] 15"
      })
  void selections(String text, String expected) {
    assertEquals(expected, show(Weft.eval(text, INPUTS)));
  }

  private static String mistake(String text) {
    return assertThrows(WeftException.class, () -> Weft.eval(text, INPUTS)).getMessage();
  }

  @Test
  void mistakes() {
    assertTrue(mistake("a[j + 2]").contains("E0401"), mistake("a[j + 2]"));
    assertTrue(mistake("m[i, j + 2]").contains("E0401"));
    assertTrue(mistake("m[i, [0, 1, 2]]").contains("E0203"));
    assertTrue(mistake("m[1.5]").contains("E0207"));
    assertTrue(mistake("m[3]").contains("E0208"));
    assertTrue(mistake("take(a, i, mode='around')").contains("mode must be"));
    assertTrue(mistake("take_along_axis(m, i, 0)").contains("has 1 axes, not 2"));
  }
}
