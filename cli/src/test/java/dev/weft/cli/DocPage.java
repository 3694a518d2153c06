// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A page of the documentation. Its fenced blocks are run, and what they print is put in the place
 * of what the page says they print:
 *
 * <ul>
 *   <li>{@code console}: commands after {@code $ }, each followed by its output;
 *   <li>{@code repl}: lines after {@code weft> }, each followed by its output;
 *   <li>{@code java}: a program with a {@code void main()};
 *   <li>{@code weft}: a script; it is run without inputs if an output follows, else only compiled;
 *   <li>{@code output}: what the block before it prints.
 * </ul>
 *
 * <p>Blocks of other kinds are left alone.
 */
final class DocPage {
  private static final String FENCE = "```";

  private final List<String> lines;
  private final List<String> rendered = new ArrayList<>();
  private final Path folder;

  /** What the last block printed, until another block or an output takes it. */
  private String printed = "";

  private DocPage(List<String> lines, Path folder) {
    this.lines = lines;
    this.folder = folder;
  }

  /**
   * The page with the output that its examples give now.
   *
   * @param folder for the files of its programs
   */
  static String rendered(Path page, Path folder) throws IOException, InterruptedException {
    DocPage doc = new DocPage(Files.readAllLines(page), folder);
    doc.render();
    return String.join("\n", doc.rendered) + "\n";
  }

  private void render() throws IOException, InterruptedException {
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i++);
      rendered.add(line);
      if (line.startsWith(FENCE)) {
        int start = i;
        while (!lines.get(i).equals(FENCE)) {
          i++;
        }
        List<String> block = lines.subList(start, i);
        rendered.addAll(run(line.substring(FENCE.length()), block, precedesOutput(i + 1)));
        rendered.add(lines.get(i++));
      }
    }
  }

  private boolean precedesOutput(int i) {
    int next = i;
    while (next < lines.size() && lines.get(next).isBlank()) {
      next++;
    }
    return next < lines.size() && lines.get(next).equals(FENCE + "output");
  }

  /** The lines of the block as they should be. */
  private List<String> run(String kind, List<String> block, boolean outputFollows)
      throws IOException, InterruptedException {
    String text = String.join("\n", block) + "\n";
    switch (kind) {
      case "console" -> {
        return answered(block, "$ ", DocExamples.Commands::new);
      }
      case "repl" -> {
        return answered(block, "weft> ", DocExamples.Prompt::new);
      }
      case "output" -> {
        return DocOutput.elided(block, printed);
      }
      case "java" -> printed = DocExamples.java(text, folder);
      case "weft" -> printed = DocExamples.script(text, outputFollows);
      default -> {
        // a block to read
      }
    }
    return block;
  }

  private static List<String> answered(
      List<String> block, String mark, Supplier<DocExamples.Session> sessions) {
    DocExamples.Session session = sessions.get();
    List<String> out = new ArrayList<>();
    int i = 0;
    while (i < block.size()) {
      String line = block.get(i++);
      if (!line.startsWith(mark)) {
        throw new IllegalStateException("no '" + mark + "' before '" + line + "'");
      }
      int start = i;
      while (i < block.size() && !block.get(i).startsWith(mark)) {
        i++;
      }
      out.add(line);
      String answer = session.answer(line.substring(mark.length()));
      out.addAll(DocOutput.elided(block.subList(start, i), answer));
    }
    return out;
  }
}
