// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import dev.weft.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products by labels and axes, with NumPy's answers. */
class EinsumTest {
  private static Tensor range(int size, int step, int first, long... shape) {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = (long) i * step + first;
    }
    return Tensor.of(values, shape);
  }

  private static final Map<String, Tensor> INPUTS =
      Map.of(
          "a", range(6, 1, 0, 2, 3),
          "b", range(12, 1, -5, 3, 4),
          "c", range(8, 2, -7, 4, 2),
          "s", range(9, 1, -2, 3, 3),
          "t", range(24, 1, -11, 2, 3, 4),
          "q", range(16, 1, -6, 2, 2, 2, 2),
          "o", range(3, 1, 0, 1, 3),
          "v", Tensor.of(new long[] {1, -2, 3}),
          "w", Tensor.of(new long[] {2, 0, -1, 4}));

  private static String show(Tensor tensor) {
    return tensor.signature() + " " + tensor.toString().replace("\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "einsum('ij,jk', a, b); i64[2, 4] [[ 5  8 11 14] [-4  8 20 32]]",
        "einsum('ij,jk->ki', a, b); i64[4, 2] [[ 5 -4] [ 8  8] [11 20] [14 32]]",
        "einsum('ij,jk,kl->il', a, b, c); i64[2, 2] [[ 22  98] [184 296]]",
        "einsum('ii', s); i64[] 6",
        "einsum('ii->i', s); i64[3] [-2  2  6]",
        "einsum('ij->ji', a); i64[3, 2] [[0 3] [1 4] [2 5]]",
        "einsum('ij->', a); i64[] 15",
        "einsum('ij->j', a); i64[3] [3 5 7]",
        "einsum('i,j', v, w); i64[3, 4] [[ 2  0 -1  4] [-4  0  2 -8] [ 6  0 -3 12]]",
        "einsum('i,i', v, v); i64[] 14",
        "einsum('i,i->i', v, v); i64[3] [1 4 9]",
        "einsum('ij,j->i', a, v); i64[2] [ 4 10]",
        "einsum('ij,j', a, v); i64[2] [ 4 10]",
        "einsum('ijk->kji', t); i64[4, 3, 2] [[[-11   1]  [ -7   5]  [ -3   9]] [[-10   2]  [ -6  "
            + " 6]  [ -2  10]] [[ -9   3]  [ -5   7]  [ -1  11]] [[ -8   4]  [ -4   8]  [  0 "
            + " 12]]]",
        "einsum('ijk,jk->i', t, b); i64[2] [110 182]",
        "einsum('ijk,kl->ijl', t, c); i64[2, 3, 2] [[[ 58 -18]  [ 42  -2]  [ 26  14]] [[ 10  30]  ["
            + " -6  46]  [-22  62]]]",
        "einsum('...j,jk', a, b); i64[2, 4] [[ 5  8 11 14] [-4  8 20 32]]",
        "einsum('...ij,...jk->...ik', t, b.T); i64[2, 3, 3] [[[ 138  -14 -166]  [  82   -6  -94]  ["
            + "  26    2  -22]] [[ -30   10   50]  [ -86   18  122]  [-142   26  194]]]",
        "einsum('...->...', a); i64[2, 3] [[0 1 2] [3 4 5]]",
        "einsum('i...->...', t); i64[3, 4] [[-10  -8  -6  -4] [ -2   0   2   4] [  6   8  10  12]]",
        "einsum('...i', t); i64[2, 3, 4] [[[-11 -10  -9  -8]  [ -7  -6  -5  -4]  [ -3  -2  -1   0]]"
            + " [[  1   2   3   4]  [  5   6   7   8]  [  9  10  11  12]]]",
        "einsum('ij...,jk...->ik...', a, b); i64[2, 4] [[ 5  8 11 14] [-4  8 20 32]]",
        "einsum('ba', a); i64[3, 2] [[0 3] [1 4] [2 5]]",
        "einsum('bca', t); i64[4, 2, 3] [[[-11  -7  -3]  [  1   5   9]] [[-10  -6  -2]  [  2   6 "
            + " 10]] [[ -9  -5  -1]  [  3   7  11]] [[ -8  -4   0]  [  4   8  12]]]",
        "einsum('iij->ij', arange(18).reshape(3, 3, 2)); i64[3, 2] [[ 0  1] [ 8  9] [16 17]]",
        "einsum('ijij->ij', q); i64[2, 2] [[-6 -1] [ 4  9]]",
        "einsum('iijj', q); i64[] 6",
        "einsum('ijji->', q); i64[] 6",
        "einsum('iijj->ij', q); i64[2, 2] [[-6 -3] [ 6  9]]",
        "einsum('ij,ij->', a, a); i64[] 55",
        "einsum('ij,kj->ik', a, a); i64[2, 2] [[ 5 14] [14 50]]",
        "einsum('ij,kl->ijkl', a, a); i64[2, 3, 2, 3] [[[[ 0  0  0]   [ 0  0  0]]  [[ 0  1  2]   ["
            + " 3  4  5]]  [[ 0  2  4]   [ 6  8 10]]] [[[ 0  3  6]   [ 9 12 15]]  [[ 0  4  8]   [12"
            + " 16 20]]  [[ 0  5 10]   [15 20 25]]]]",
        "einsum('i,ij,j->', [1, 2], a, v); i64[] 24",
        "einsum('ij,jk,k->i', a, b, w); i64[2] [ 55 100]",
        "einsum('ij,j,j->i', a, v, v); i64[2] [22 64]",
        "einsum('ij,ij,ij->j', a, a, a); i64[3] [ 27  65 133]",
        "einsum('ab,bc,cd,da->', a, b, c, a.T[:2, :2]); i64[] 1834",
        "einsum('ij,kj->', a, o); i64[] 19",
        "einsum('ij,zj->ij', a, o); i64[2, 3] [[ 0  1  4] [ 0  4 10]]",
        "einsum(' ij , jk -> ik ', a, b); i64[2, 4] [[ 5  8 11 14] [-4  8 20 32]]",
        "tensordot(a, b, axes=1); i64[2, 4] [[ 5  8 11 14] [-4  8 20 32]]",
        "tensordot(t, b, axes=2); i64[2] [110 182]",
        "tensordot(t, a, axes=([0, 1], [0, 1])); i64[4] [ 55  70  85 100]",
        "tensordot(t, b, axes=(2, 1)); i64[2, 3, 3] [[[ 138  -14 -166]  [  82   -6  -94]  [  26   "
            + " 2  -22]] [[ -30   10   50]  [ -86   18  122]  [-142   26  194]]]",
        "tensordot(v, w, axes=0); i64[3, 4] [[ 2  0 -1  4] [-4  0  2 -8] [ 6  0 -3 12]]",
        "tensordot(t, b, axes=([1, -1], [0, 1])); i64[2] [110 182]",
        "matmul(t, c); i64[2, 3, 2] [[[ 58 -18]  [ 42  -2]  [ 26  14]] [[ 10  30]  [ -6  46]  [-22 "
            + " 62]]]",
        "t @ b.T; i64[2, 3, 3] [[[ 138  -14 -166]  [  82   -6  -94]  [  26    2  -22]] [[ -30   10 "
            + "  50]  [ -86   18  122]  [-142   26  194]]]",
        "matmul(t, t.transpose(0, 2, 1)); i64[2, 3, 3] [[[366 214  62]  [214 126  38]  [ 62  38 "
            + " 14]] [[ 30  70 110]  [ 70 174 278]  [110 278 446]]]",
        "v @ b; i64[4] [ 6  8 10 12]",
        "t @ w; i64[2, 3] [[-45 -25  -5] [ 15  35  55]]",
        "inner(a, a); i64[2, 2] [[ 5 14] [14 50]]",
        "outer(v, w); i64[3, 4] [[ 2  0 -1  4] [-4  0  2 -8] [ 6  0 -3 12]]",
        "vdot(a, a); i64[] 55",
        "dot(t, c); i64[2, 3, 2] [[[ 58 -18]  [ 42  -2]  [ 26  14]] [[ 10  30]  [ -6  46]  [-22 "
            + " 62]]]",
        "kron(v, [1, 10]); i64[6] [  1  10  -2 -20   3  30]"
      })
  void products(String text, String expected) {
    assertEquals(expected, show(Weft.eval(text, INPUTS)));
  }

  private static String order(String subscripts, double... sizes) {
    List<List<Integer>> operands =
        List.of(subscripts.substring(0, subscripts.indexOf('-')).split(",")).stream()
            .map(term -> term.chars().boxed().toList())
            .toList();
    List<Integer> result =
        subscripts.substring(subscripts.indexOf('>') + 1).chars().boxed().toList();
    Map<Integer, Double> lengths = new HashMap<>();
    for (int i = 0; i < sizes.length; i++) {
      lengths.put('i' + i, sizes[i]);
    }
    return text(EinsumOrder.of(operands, result, lengths));
  }

  private static String text(EinsumOrder.Part part) {
    return switch (part) {
      case EinsumOrder.Part.One(int operand) -> Integer.toString(operand);
      case EinsumOrder.Part.Pair pair -> "(" + text(pair.left()) + " " + text(pair.right()) + ")";
    };
  }

  @Test
  void theCheapestOrderIsTaken() {
    assertEquals("((0 1) 2)", order("ij,jk,kl->il", 10, 10, 10, 10));
    assertEquals("(0 (1 2))", order("ij,jk,k->i", 10, 10, 10));
    assertEquals("((0 1) 2)", order("i,ij,jk->k", 10, 10, 10));
    assertEquals("(0 (1 2))", order("ij,jk,kl->il", 100, 100, 100, 1));
    assertEquals("((0 2) 1)", order("ij,kl,jk->il", 10, 10, 10, 10));
    assertEquals("((((0 1) 2) 3) 4)", order("i,i,i,i,i->i", 10));
  }

  @Test
  void manyOperands() {
    StringBuilder subscripts = new StringBuilder("ij");
    StringBuilder operands = new StringBuilder("x");
    for (int i = 1; i < 24; i++) {
      subscripts.append(",jk,kj");
      operands.append(", x, x");
    }
    Tensor x = Tensor.of(new double[] {1, 1, 0, 1}, 2, 2);
    double all =
        Weft.eval("einsum('" + subscripts + "->', " + operands + ")", Map.of("x", x)).getDouble();
    assertEquals(3, all);
  }

  private static String mistake(String text) {
    return assertThrows(WeftException.class, () -> Weft.eval(text, INPUTS)).getMessage();
  }

  @Test
  void mistakes() {
    assertTrue(mistake("einsum('ij,jk', a)").contains("E0211"));
    assertTrue(mistake("einsum('ij->k', a)").contains("is in no operand"));
    assertTrue(mistake("einsum('ij->ii', a)").contains("stands twice"));
    assertTrue(mistake("einsum('ijk', a)").contains("names 3 axes of an operand that has 2"));
    assertTrue(mistake("einsum('i1', a)").contains("labels are letters"));
    assertTrue(mistake("einsum('ij,jk->ik', a, a)").contains("E0203"));
    assertTrue(mistake("tensordot(a, a, axes=1)").contains("E0203"));
  }
}
