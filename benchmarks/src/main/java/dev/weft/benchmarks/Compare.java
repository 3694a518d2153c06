// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same work on the same data by Weft and its peers, in turn, with one and two threads. Prints
 * medians in milliseconds and the ratios of Weft's times to each peer's, round by round.
 *
 * <p>Arguments: the folder of the peers, elements (10^7), rounds (15).
 */
public final class Compare {
  private static final int WARM_UP = 20;
  private static final long LONGEST_WARM_UP = 60_000_000_000L;

  private Compare() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path peers = Path.of(args[0]);
    int n = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
    double[] a = new double[n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = (long) i * 7919 % 10007 / 10007.0;
      b[i] = (long) i * 104729 % 10009 / 10009.0;
    }
    System.out.printf("%d elements of f64, %d rounds; milliseconds, medians%n", n, rounds);
    for (int threads = 1; threads <= 2; threads++) {
      compare(sides(peers, a, b, threads), rounds, threads);
    }
  }

  private static List<Side> sides(Path peers, double[] a, double[] b, int threads)
      throws IOException, InterruptedException {
    List<Side> sides = new ArrayList<>();
    sides.add(new WeftSide(a, b, threads));
    Path folder = Files.createTempDirectory("weft-peers");
    Path source = peers.resolve("peer.c");
    List<String> plain = List.of("-O3", "-march=native", "-fopenmp");
    List<String> fast = List.of("-O3", "-march=native", "-fopenmp", "-ffast-math");
    sides.add(Peer.c("C", source, folder, plain, a.length, threads));
    sides.add(Peer.c("C fast-math", source, folder, fast, a.length, threads));
    for (String kind : List.of("numpy", "numexpr")) {
      String script = peers.resolve("peer.py").toString();
      String size = Integer.toString(a.length);
      List<String> command =
          List.of("/usr/bin/python3", script, kind, size, Integer.toString(threads));
      if (kind.equals("numpy") && threads > 1) {
        continue;
      }
      try {
        sides.add(Peer.start(kind, command, threads));
      } catch (IOException e) {
        System.out.println(kind + " is missing; Debian has it as python3-" + kind);
      }
    }
    return sides;
  }

  private static void compare(List<Side> sides, int rounds, int threads) throws IOException {
    System.out.printf("%n%-24s %7s", "threads " + threads, "");
    sides.forEach(side -> System.out.printf("%13s", side.name()));
    System.out.println();
    for (Work work : Work.values()) {
      Map<Side, double[]> times = new LinkedHashMap<>();
      sides.forEach(side -> times.put(side, new double[rounds]));
      double check = warmUp(sides, work);
      for (int round = 0; round < rounds; round++) {
        for (Side side : sides) {
          Side.Sample sample = side.run(work);
          require(side, work, sample.check(), check);
          times.get(side)[round] = sample.nanoseconds() / 1e6;
        }
      }
      print(work, times);
    }
    sides.forEach(Side::close);
  }

  /** Until the vector bodies are in place. */
  private static double warmUp(List<Side> sides, Work work) throws IOException {
    double check = 0;
    long end = System.nanoTime() + LONGEST_WARM_UP;
    for (int i = 0; i < WARM_UP || !isReady(sides, work, end); i++) {
      for (Side side : sides.subList(0, i < WARM_UP ? sides.size() : 1)) {
        double result = side.run(work).check();
        check = side == sides.getFirst() ? result : check;
      }
    }
    return check;
  }

  private static boolean isReady(List<Side> sides, Work work, long end) {
    boolean late = System.nanoTime() > end;
    if (late) {
      System.out.println(work.text() + ": no vector body, see the diagnostics of Weft");
    }
    return late || sides.getFirst().isWarm(work);
  }

  private static void require(Side side, Work work, double check, double expected) {
    if (Math.abs(check - expected) > 1e-9 * Math.abs(expected)) {
      throw new IllegalStateException(
          "%s: %s gives %s, Weft %s".formatted(work.text(), side.name(), check, expected));
    }
  }

  private static void print(Work work, Map<Side, double[]> times) {
    double[] own = times.values().iterator().next();
    System.out.printf("%-24s %7s", work.text(), "median");
    times.values().forEach(t -> System.out.printf("%13.2f", median(t)));
    System.out.printf("%n%-24s %7s", "", "best");
    times.values().forEach(t -> System.out.printf("%13.2f", Arrays.stream(t).min().orElseThrow()));
    System.out.printf("%n%-24s %7s", "", "ratio");
    times.values().forEach(t -> System.out.printf("%13.2f", median(ratios(own, t))));
    System.out.println();
  }

  private static double[] ratios(double[] own, double[] other) {
    double[] ratios = new double[own.length];
    Arrays.setAll(ratios, i -> own[i] / other[i]);
    return ratios;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
