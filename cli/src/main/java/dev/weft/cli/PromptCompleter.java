// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.compiler.elaborate.Vocabulary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers what may stand where the cursor is: names, functions, words of the language, files. */
final class PromptCompleter implements Completer {
  private final Definitions definitions;

  PromptCompleter(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String before = line.line().substring(0, line.cursor() - line.word().length());
    if (line.word().startsWith(":") && before.isBlank()) {
      for (PromptCommand command : PromptCommand.values()) {
        candidates.add(candidate(command.word(), "", true));
      }
    } else if (before.strip().equals(PromptCommand.LOAD.word())) {
      files(line.word(), candidates);
    } else if (before.endsWith(".") && !before.endsWith("np.")) {
      add(Vocabulary.attributes(), "", candidates);
      add(Vocabulary.methods(), "(", candidates);
    } else {
      words(candidates);
    }
  }

  private void words(List<Candidate> candidates) {
    add(definitions.names().keySet(), "", candidates);
    add(definitions.functions().keySet(), "(", candidates);
    add(Vocabulary.functions(), "(", candidates);
    add(Vocabulary.constants(), "", candidates);
    add(Vocabulary.dtypes(), "", candidates);
    add(Vocabulary.keywords(), "", candidates);
  }

  private static void add(Collection<String> words, String suffix, List<Candidate> candidates) {
    words.forEach(word -> candidates.add(candidate(word, suffix, false)));
  }

  /**
   * @param complete true where a space is to follow
   */
  private static Candidate candidate(String word, String suffix, boolean complete) {
    return new Candidate(word + suffix, word, null, null, null, null, complete);
  }

  private static void files(String typed, List<Candidate> candidates) {
    int slash = typed.lastIndexOf('/') + 1;
    String folder = typed.substring(0, slash);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder))) {
      for (Path file : files) {
        boolean inner = Files.isDirectory(file);
        if (inner || file.toString().endsWith(".expr")) {
          String name = folder + file.getFileName() + (inner ? "/" : "");
          candidates.add(new Candidate(name, name, null, null, null, null, !inner));
        }
      }
    } catch (IOException _) {
      // No such folder: there is nothing to offer.
      return;
    }
  }
}
