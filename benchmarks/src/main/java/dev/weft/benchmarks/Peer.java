// SPDX-License-Identifier: Apache-2.0
package dev.weft.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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

  /**
   * Starts a peer; its first answer shows whether it is there.
   *
   * @throws IOException if it cannot do the simplest work
   */
  static Peer start(String name, List<String> command, int threads) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("NUMBA_NUM_THREADS", Integer.toString(threads));
    Peer peer = new Peer(name, builder.start());
    peer.run(Work.AXPBY, 1);
    return peer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Sample> run(Work work, int times) throws IOException {
    requests.write(work.peerName() + " " + times);
    requests.newLine();
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException(name + " ended");
    }
    if (answer.equals("-")) {
      return Optional.empty();
    }
    String[] words = answer.split(" ");
    return Optional.of(new Sample(Double.parseDouble(words[0]), Double.parseDouble(words[1])));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
