// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Options;
import dev.weft.tensor.Tensor;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** A conversation: takes complete texts, one after another, and tells what comes of them. */
final class Repl {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Session session;
  private int worst = Outcome.OK;
  private boolean ended;

  Repl(Options options, PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
    this.session = new Session(options, err::print);
  }

  Session session() {
    return session;
  }

  /** True once the user has asked to leave. */
  boolean hasEnded() {
    return ended;
  }

  /** The exit code of the worst thing that happened. */
  int worst() {
    return worst;
  }

  /** Takes a complete text: statements, or a command after a colon. Whatever fails is told. */
  void take(String text) {
    try {
      if (PromptCommand.isCommand(text)) {
        ended = PromptCommand.run(text.strip(), session, out) == PromptCommand.Next.END;
      } else if (isFarewell(text)) {
        ended = true;
      } else {
        session.enter(text, this::show);
      }
    } catch (CancellationException _) {
      err.println("interrupted");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      Outcome outcome = Outcome.of(e);
      worst = Math.max(worst, outcome.exit());
      out.flush();
      err.print(outcome.message());
    }
    out.flush();
    err.flush();
  }

  /** Words of other prompts that mean nothing here. */
  private boolean isFarewell(String text) {
    String word = text.strip();
    return (word.equals("quit") || word.equals("exit")) && session.definitions().name(word) == null;
  }

  private void show(Map<String, Tensor> results) {
    results.values().forEach(out::println);
  }
}
