// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.compiler.graph.GraphBuilder;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which elements a slice takes, and how its size is written. */
class SlicesTest {
  private static final long[] STEPS = {1, 2, 3, -1, -2, -3};

  /** The places that {@code from:to:step} takes of {@code n} elements, counted one by one. */
  private static List<Long> places(long n, Long from, Long to, long step) {
    List<Long> places = new ArrayList<>();
    long first = from == null ? (step > 0 ? 0 : n - 1) : from < 0 ? from + n : from;
    long end = to == null ? (step > 0 ? n : -1) : to < 0 ? Math.max(to + n, -1) : to;
    if (step > 0) {
      for (long i = Math.max(first, 0); i < Math.min(end, n); i += step) {
        places.add(i);
      }
    } else {
      for (long i = Math.min(first, n - 1); i > end && i >= 0; i += step) {
        places.add(i);
      }
    }
    return places;
  }

  private static void check(SliceDims dims, long n, long from, long to, List<Long> expected) {
    Map<String, Long> values = Map.of("n", n, "p", from, "q", to);
    List<Long> places = new ArrayList<>();
    long start = dims.start().evaluate(values::get);
    for (long i = 0; i < dims.size().evaluate(values::get); i++) {
      places.add(start + i * dims.step());
    }
    assertEquals(expected, places, () -> dims + " for " + values);
    assertTrue(start >= 0 && start <= n, () -> dims + " for " + values);
  }

  @Test
  void constantBoundsOfASymbolicSize() {
    Sizes sizes = new Sizes(new GraphBuilder());
    Dim n = sizes.axis("n", 0, 0);
    for (long step : STEPS) {
      for (Long from : bounds()) {
        for (Long to : bounds()) {
          SliceDims dims = SliceDims.of(sizes, n, dim(from), dim(to), step);
          for (long size = 0; size <= 6; size++) {
            check(dims, size, 0, 0, places(size, from, to, step));
          }
        }
      }
    }
  }

  @Test
  void symbolicBounds() {
    Sizes sizes = new Sizes(new GraphBuilder());
    Dim n = sizes.axis("n", 0, 0);
    Dim p = sizes.integer("p", 1);
    Dim q = sizes.integer("q", 2);
    for (long step : STEPS) {
      SliceDims both = SliceDims.of(sizes, n, p, q, step);
      SliceDims start = SliceDims.of(sizes, n, p, null, step);
      SliceDims end = SliceDims.of(sizes, n, null, q, step);
      for (long size = 0; size <= 5; size++) {
        for (long from = -7; from <= 7; from++) {
          for (long to = -7; to <= 7; to++) {
            check(both, size, from, to, places(size, from, to, step));
            check(start, size, from, to, places(size, from, null, step));
            check(end, size, from, to, places(size, null, to, step));
          }
        }
      }
    }
  }

  private static List<Long> bounds() {
    List<Long> bounds = new ArrayList<>();
    bounds.add(null);
    for (long i = -7; i <= 7; i++) {
      bounds.add(i);
    }
    return bounds;
  }

  private static Dim dim(Long value) {
    return value == null ? null : Dim.of(value);
  }

  private static String size(String expression) {
    return Texts.type(expression, "a:f64[n]").dim(0).toString();
  }

  @Test
  void slicesOfEqualLengthHaveEqualSizes() {
    assertEquals("max(n - 2, 0)", size("a[2:]"));
    assertEquals("max(n - 2, 0)", size("a[:-2]"));
    assertEquals("max(n - 2, 0)", size("a[1:-1]"));
    assertEquals("min(n, 3)", size("a[:3]"));
    assertEquals("min(n, 3)", size("a[-3:]"));
    assertEquals("n", size("a[:]"));
    assertEquals("n", size("a[::-1]"));
    assertEquals("floordiv(n + 1, 2)", size("a[::2]"));
    assertEquals("0", size("a[3:1]"));
  }

  @Test
  void aStencilHasNoGuards() {
    assertEquals(List.of(), Texts.graph("a[2:] + a[:-2] - 2 * a[1:-1]", "a:f64[n]").guards());
  }

  @Test
  void everyKindOfSubscript() {
    String inputs = "a:f64[p,q,r] i:i64[n] j:i64[n] m:i64[u,v] k:i64";
    assertEquals("f64[q, r]", text("a[0]", inputs));
    assertEquals("f64[q, r]", text("a[-1]", inputs));
    assertEquals("f64[p, q]", text("a[..., 0]", inputs));
    assertEquals("f64[q]", text("a[0, :, -1]", inputs));
    assertEquals("f64[p, 1, q, r]", text("a[:, None]", inputs));
    assertEquals("f64[p, q, r, 1]", text("a[..., None]", inputs));
    assertEquals("f64[q, r]", text("a[k]", inputs));
    assertEquals("f64[n, q, r]", text("a[i]", inputs));
    assertEquals("f64[p, n, r]", text("a[:, i]", inputs));
    assertEquals("f64[u, v, q, r]", text("a[m]", inputs));
    assertEquals("f64[n, r]", text("a[i, j]", inputs));
    assertEquals("f64[p, n]", text("a[:, i, j]", inputs));
    assertEquals("f64[n, q]", text("a[i, :, j]", inputs));
    assertEquals("f64[2, q, r]", text("a[[0, 1]]", inputs));
    assertEquals("f64", text("a[0, 0, 0]", inputs));
    assertEquals("f64[r]", text("a[(0, 1)]", inputs));
  }

  private static String text(String expression, String inputs) {
    TensorType type = Texts.type(expression, inputs);
    return type.toString();
  }

  @Test
  void wrongSubscripts() {
    String inputs = "a:f64[3,4] m:bool[3] x:f64 k:i64[2]";
    assertEquals(List.of("E0207"), Texts.codes("a[0, 0, 0]", inputs));
    assertEquals(List.of("E0207"), Texts.codes("a[1.5]", inputs));
    assertEquals(List.of("E0207"), Texts.codes("a[1.5:]", inputs));
    assertEquals(List.of("E0207"), Texts.codes("a[::0]", inputs));
    assertEquals(List.of("E0207"), Texts.codes("a[..., ...]", inputs));
    assertEquals(List.of("E0207"), Texts.codes("a[x]", inputs));
    assertEquals(List.of("E0207"), Texts.codes("1[0]", inputs));
    assertEquals(List.of("E0208"), Texts.codes("a[3]", inputs));
    assertEquals(List.of("E0208"), Texts.codes("a[-4]", inputs));
    assertEquals(List.of("E0208"), Texts.codes("a[0, 4294967296]", inputs));
    assertEquals(List.of("E0203"), Texts.codes("a[k, [0, 1, 2]]", inputs));
  }
}
