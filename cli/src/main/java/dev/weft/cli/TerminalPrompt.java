// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The prompt on a terminal: with editing, history and completion. */
final class TerminalPrompt {
  private static final String PROMPT = "weft> ";
  private static final String CONTINUATION = "  ... ";

  private final Terminal terminal;
  private final Repl repl;
  private final LineReader reader;

  /**
   * @param history the file that remembers lines, or null for none
   */
  TerminalPrompt(Terminal terminal, Options options, Path history) {
    this.terminal = terminal;
    this.repl = new Repl(options, terminal.writer(), terminal.writer());
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("weft")
            .parser(new PromptParser())
            .completer(new PromptCompleter(repl.session().definitions()))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    this.reader = builder.build();
  }

  /** The terminal of this process. */
  static int run(Options options) {
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      return new TerminalPrompt(terminal, options, history()).run();
    } catch (IOException e) {
      throw Failure.of(Codes.FILE, "cannot use the terminal: " + e.getMessage());
    }
  }

  /** The file that remembers lines, or null where there is no place for it. */
  private static Path history() {
    String named = System.getenv("WEFT_HISTORY");
    if (named != null) {
      return named.isEmpty() ? null : DataFile.path(named).toAbsolutePath();
    }
    Path home = Path.of(System.getProperty("user.home", ""));
    return Files.isWritable(home) ? home.resolve(".weft_history") : null;
  }

  /** Reads and answers until the user leaves. */
  int run() {
    Thread reading = Thread.currentThread();
    terminal.handle(Terminal.Signal.INT, _ -> reading.interrupt());
    terminal.writer().println(Version.text() + "   :help tells how, :quit or Ctrl-D leaves");
    while (!repl.hasEnded()) {
      String line = read();
      if (line == null) {
        return Outcome.OK;
      }
      if (!line.isBlank()) {
        repl.take(line);
      }
      Thread.interrupted(); // a Ctrl-C that came too late to stop anything
    }
    return Outcome.OK;
  }

  /** The next text, blank where the user gave it up, null where there is no more. */
  private String read() {
    try {
      return reader.readLine(PROMPT);
    } catch (UserInterruptException _) {
      return "";
    } catch (EndOfFileException _) {
      return null;
    }
  }
}
