// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that does the same work on request; see {@code peers/peer.c} for the protocol. */
final class Peer implements Side {
  private final String name;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private Peer(String name, Process process) {
    this.name = name;
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Compiles the C peer with the given flags and starts it. */
  static Peer c(String name, Path source, Path folder, List<String> flags, int n, int threads)
      throws IOException, InterruptedException {
    Path binary = folder.resolve("peer-" + Math.abs(flags.hashCode()));
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(flags);
    command.addAll(List.of("-o", binary.toString(), source.toString(), "-lm"));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("gcc failed");
    }
    return start(name, List.of(binary.toString(), Integer.toString(n)), threads);
  }

  /** Starts a peer; its first answer shows whether it is there. */
  static Peer start(String name, List<String> command, int threads) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    Peer peer = new Peer(name, builder.start());
    peer.run(Work.AXPBY);
    return peer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample run(Work work) throws IOException {
    requests.write(work.peerName());
    requests.newLine();
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(name + " ended");
    }
    String[] words = answer.split(" ");
    return new Sample(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
