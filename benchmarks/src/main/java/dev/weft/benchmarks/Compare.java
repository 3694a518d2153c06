// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same work on the same data by Weft and its peers. Weft and one peer run in turn, round by
 * round, so that both meet the same machine; every answer is checked. Prints tables of Weft's time
 * and of the ratio to each peer's.
 *
 * <p>Arguments: the folder of the peers, and options with their values; see {@code
 * benchmarks/compare}.
 */
public final class Compare {
  /** Nanoseconds that one sample takes at least, about. */
  private static final double SAMPLE = 2e6;

  private static final int MOST_TIMES = 50_000;
  private static final int WARM_UP = 20;
  private static final double LEAST_WARM_UP = 0.3;

  private final Peers peers;
  private final List<Peers.Kind> kinds;
  private final List<Work> works;
  private final int rounds;

  /** Seconds that vector bodies are waited for. */
  private final double patience;

  private Compare(Peers peers, Map<String, String> options) {
    this.peers = peers;
    this.kinds = chosen(options.get("peers"), Peers.ALL, Peers.Kind::key);
    this.works = chosen(options.get("works"), List.of(Work.values()), Work::peerName);
    this.rounds = Integer.parseInt(options.getOrDefault("rounds", "9"));
    this.patience = Double.parseDouble(options.getOrDefault("patience", "30"));
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, String> options =
        Stream.of(args)
            .skip(1)
            .flatMap(words -> Stream.of(words.split(" ")))
            .filter(option -> option.contains("="))
            .map(option -> option.split("=", 2))
            .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    Compare compare = new Compare(new Peers(Path.of(args[0])), options);
    for (int size : numbers(options.getOrDefault("sizes", "10,1000,100000,10000000"))) {
      for (int threads : numbers(options.getOrDefault("threads", "1,2"))) {
        compare.run(size, threads);
      }
    }
  }

  private static int[] numbers(String list) {
    return Stream.of(list.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static <T> List<T> chosen(String names, List<T> all, Function<T, String> name) {
    if (names == null) {
      return all;
    }
    List<String> wanted = List.of(names.split(","));
    return all.stream().filter(item -> wanted.contains(name.apply(item))).toList();
  }

  private void run(int size, int threads) throws IOException, InterruptedException {
    Map<Work, Map<Peers.Kind, Ratio>> table = new EnumMap<>(Work.class);
    List<Work> sensible = works.stream().filter(work -> work.makesSenseFor(size)).toList();
    sensible.forEach(work -> table.put(work, new LinkedHashMap<>()));
    try (WeftSide weft = new WeftSide(size, threads)) {
      for (Peers.Kind kind : kinds) {
        if (threads > 1 && !kind.hasThreads()) {
          continue;
        }
        Optional<Side> found = peers.start(kind, size, threads);
        if (found.isPresent()) {
          try (Side peer = found.get()) {
            for (Work work : sensible) {
              compare(weft, peer, work).ifPresent(ratio -> table.get(work).put(kind, ratio));
            }
          }
        }
      }
    }
    print(size, threads, table);
  }

  private Optional<Ratio> compare(WeftSide weft, Side peer, Work work) throws IOException {
    Optional<Side.Sample> first = peer.run(work, 1);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    double check = warmUp(weft, work);
    int times =
        (int) Math.clamp(SAMPLE / weft.run(work, 10).orElseThrow().nanoseconds(), 1, MOST_TIMES);
    for (int i = 0; i < 3; i++) {
      peer.run(work, times);
    }
    double[] own = new double[rounds];
    double[] other = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      own[round] = weft.run(work, times).orElseThrow().nanoseconds();
      Side.Sample sample = peer.run(work, times).orElseThrow();
      require(peer, work, sample.check(), check);
      other[round] = sample.nanoseconds();
    }
    return Optional.of(new Ratio(own, other));
  }

  /** Until the vector bodies are in place. */
  private double warmUp(WeftSide weft, Work work) {
    long start = System.nanoTime();
    double check = 0;
    for (int i = 0; i < WARM_UP || !isReady(weft, work, (System.nanoTime() - start) / 1e9); i++) {
      check = weft.run(work, 1).orElseThrow().check();
    }
    return check;
  }

  private boolean isReady(WeftSide weft, Work work, double waited) {
    boolean warm = weft.isWarm(work);
    if (waited > patience && !warm) {
      System.err.println(work.title() + ": no vector body, see the diagnostics of Weft");
    }
    return waited > patience || waited > LEAST_WARM_UP && warm;
  }

  private static void require(Side side, Work work, double check, double expected) {
    if (!(Math.abs(check - expected) <= work.tolerance(side.name()) * Math.abs(expected))) {
      throw new IllegalStateException(
          work.text() + ": " + side.name() + " gives " + check + ", Weft " + expected);
    }
  }

  private void print(int size, int threads, Map<Work, Map<Peers.Kind, Ratio>> table) {
    List<Peers.Kind> present =
        kinds.stream()
            .filter(kind -> table.values().stream().anyMatch(row -> row.containsKey(kind)))
            .toList();
    System.out.printf(Locale.ROOT, "%n%,d elements, threads: %d%n%n| work | Weft |", size, threads);
    present.forEach(kind -> System.out.print(" " + kind.name() + " |"));
    System.out.println("\n|---|---|" + "---|".repeat(present.size()));
    table.forEach(
        (work, row) -> {
          double own = row.values().stream().mapToDouble(Ratio::ownMedian).min().orElse(Double.NaN);
          System.out.print("| " + work.title() + " | " + time(own) + " |");
          present.forEach(
              kind -> System.out.print(" " + (row.containsKey(kind) ? row.get(kind) : "-") + " |"));
          System.out.println();
        });
  }

  private static String time(double nanoseconds) {
    if (nanoseconds < 1e4) {
      return String.format(Locale.ROOT, "%.0f ns", nanoseconds);
    }
    return nanoseconds < 1e6
        ? String.format(Locale.ROOT, "%.1f us", nanoseconds / 1e3)
        : String.format(Locale.ROOT, "%.2f ms", nanoseconds / 1e6);
  }
}
