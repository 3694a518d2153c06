// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.parallel.Workers;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds what would stand at some places of sorted lanes: counts keys by their first bits, and sorts
 * only those that share the first bits of a wanted one.
 */
final class Selecting {
  /** The code of an index out of range. */
  private static final String CODE = "E0401";

  /** A shorter lane is sorted as a whole. */
  private static final int SHORT = 1 << 15;

  private static final int BITS = 16;

  /** Keys of a lane that one task counts or collects. */
  private static final int PIECE = 1 << 17;

  private final Lanes from;
  private final Lanes into;

  /** One vector, or one per lane. */
  private final int[][] places;

  private Selecting(Tensor from, Tensor places, Tensor into) {
    this.from = Lanes.of(from);
    this.into = Lanes.of(into);
    Lanes named = Lanes.of(places);
    this.places = new int[named.count()][named.length()];
    for (int lane = 0; lane < named.count(); lane++) {
      for (int i = 0; i < named.length(); i++) {
        long at = named.starts()[lane] + i * named.step();
        this.places[lane][i] = place(((long[]) named.array())[(int) at]);
      }
    }
  }

  private int place(long place) {
    if (from.length() > 0 && (place < 0 || place >= from.length())) {
      String range = "place " + place + " of " + from.length() + " is out of range";
      throw new ProcedureFault(Diagnostic.error(CODE, range));
    }
    return (int) place;
  }

  private int[] places(int lane) {
    return places[places.length == 1 ? 0 : lane];
  }

  static void select(Tensor from, Tensor places, Tensor into, Workers workers) {
    Selecting selecting = new Selecting(from, places, into);
    if (selecting.from.length() == 0) {
      selecting.writeNan();
    }
    Lanes.share(selecting.from, workers, selecting::lane);
  }

  private void writeNan() {
    for (long start : into.starts()) {
      for (int i = 0; i < into.length(); i++) {
        Keys.setNan(into.array(), (int) (start + i * into.step()));
      }
    }
  }

  private void lane(int lane, long[] keys, Workers each) {
    long start = from.starts()[lane];
    boolean negativeZero = Keys.of(from.array(), start, from.step(), keys);
    int[] wanted = places(lane);
    long[] found = keys.length < SHORT ? sorted(keys, wanted) : selected(keys, wanted, each);
    Keys.write(found, into.array(), into.starts()[lane], into.step());
    for (int i = 0; negativeZero && i < found.length; i++) {
      if (found[i] == 0) {
        copyZero(lane, i);
      }
    }
  }

  private static long[] sorted(long[] keys, int[] places) {
    Arrays.sort(keys);
    return Arrays.stream(places).mapToLong(place -> keys[place]).toArray();
  }

  private static long[] selected(long[] keys, int[] places, Workers each) {
    int pieces = (keys.length + PIECE - 1) / PIECE;
    int[][] counts = new int[pieces][1 << BITS];
    each.run(
        pieces,
        piece -> {
          for (int i = piece * PIECE; i < Math.min(keys.length, (piece + 1) * PIECE); i++) {
            counts[piece][first(keys[i])]++;
          }
        });
    int[] starts = starts(counts);
    Map<Integer, long[]> groups = new TreeMap<>();
    long[] found = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      int bits = Arrays.binarySearch(starts, places[i]);
      // Of several groups that begin at a place all but the last are empty.
      bits = bits < 0 ? -bits - 2 : last(starts, bits);
      int size = starts[bits + 1] - starts[bits];
      long[] group = groups.computeIfAbsent(bits, b -> group(keys, b, size, each));
      found[i] = group[places[i] - starts[bits]];
    }
    return found;
  }

  private static int first(long key) {
    return (int) ((key ^ Long.MIN_VALUE) >>> Long.SIZE - BITS);
  }

  /** How many keys have lower first bits. */
  private static int[] starts(int[][] counts) {
    int[] starts = new int[(1 << BITS) + 1];
    for (int bits = 0; bits < 1 << BITS; bits++) {
      starts[bits + 1] = starts[bits];
      for (int[] count : counts) {
        starts[bits + 1] += count[bits];
      }
    }
    return starts;
  }

  private static int last(int[] starts, int bits) {
    int last = bits;
    while (starts[last + 1] == starts[bits]) {
      last++;
    }
    return last;
  }

  private static long[] group(long[] keys, int bits, int size, Workers each) {
    long[] group = new long[size];
    int at = 0;
    for (long key : keys) {
      if (first(key) == bits) {
        group[at++] = key;
      }
    }
    LongSort.sort(group, each);
    return group;
  }

  /** Zeros of both signs are equal and keep their order. */
  private void copyZero(int lane, int i) {
    long start = from.starts()[lane];
    int below = 0;
    for (int j = 0; j < from.length(); j++) {
      below += Keys.element(from.array(), (int) (start + j * from.step())) < 0 ? 1 : 0;
    }
    int zeros = places(lane)[i] - below;
    int at = (int) (into.starts()[lane] + i * into.step());
    for (int j = 0; j < from.length(); j++) {
      double value = Keys.element(from.array(), (int) (start + j * from.step()));
      if (value == 0 && zeros-- == 0) {
        Keys.setZero(into.array(), at, Double.doubleToRawLongBits(value) != 0);
      }
    }
  }
}
