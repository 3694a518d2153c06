// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and starts the peers, whose sources lie in one folder. */
final class Peers {

  /**
   * A peer.
   *
   * @param key what the command line calls it
   * @param source where it comes from
   * @param hasThreads whether it can use more than one
   */
  record Kind(String key, String name, String source, boolean hasThreads) {}

  static final List<Kind> ALL =
      List.of(
          new Kind("c", "C", "gcc", true),
          new Kind("fast", "C fast-math", "gcc", true),
          new Kind("numpy", "NumPy", "Debian's python3-numpy and python3-scipy", false),
          new Kind("numexpr", "numexpr", "Debian's python3-numexpr", true),
          new Kind("numba", "Numba", "Debian's python3-numba", true),
          new Kind("loop", "Java loop", "the JDK", true),
          new Kind("vector", "Vector API", "a JDK with jdk.incubator.vector", true));

  private static final List<String> GCC = List.of("gcc", "-O3", "-march=native", "-fopenmp");

  private final Path folder;
  private final Path binaries;

  Peers(Path folder) throws IOException {
    this.folder = folder;
    this.binaries = Files.createTempDirectory("weft-peers");
  }

  /** The peer, or nothing, with a line that says how to get it. */
  Optional<Side> start(Kind kind, int elements, int threads) throws InterruptedException {
    try {
      return Optional.of(
          Peer.start(kind.name(), command(kind.key(), "" + elements, "" + threads), threads));
    } catch (IOException e) {
      System.err.println(kind.name() + " is missing: it comes with " + kind.source());
      return Optional.empty();
    }
  }

  private List<String> command(String key, String elements, String threads)
      throws IOException, InterruptedException {
    return switch (key) {
      case "c" -> List.of(binary(key, List.of()), elements);
      case "fast" -> List.of(binary(key, List.of("-ffast-math")), elements);
      case "loop", "vector" -> java(key, elements, threads);
      default -> python(key, elements, threads);
    };
  }

  private List<String> python(String kind, String elements, String threads) {
    String script = folder.resolve("peer.py").toString();
    return List.of("/usr/bin/python3", script, kind, elements, threads);
  }

  private List<String> java(String kind, String elements, String threads) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String source = folder.resolve("Loops.java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx5g", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:+UseTransparentHugePages", "--add-modules"));
    command.addAll(List.of("jdk.incubator.vector", source, kind, elements, threads));
    return command;
  }

  private String binary(String name, List<String> flags) throws IOException, InterruptedException {
    Path binary = binaries.resolve(name);
    if (!Files.exists(binary)) {
      List<String> command = new ArrayList<>(GCC);
      command.addAll(flags);
      command.addAll(List.of("-o", binary.toString(), folder.resolve("peer.c").toString(), "-lm"));
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException("gcc failed");
      }
    }
    return binary.toString();
  }
}
