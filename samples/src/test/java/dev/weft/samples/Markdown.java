// SPDX-License-Identifier: Apache-2.0
package dev.weft.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fenced blocks of the pages that a reader sees. */
final class Markdown {
  private static final String FENCE = "```";

  /** The root of the repository. */
  static final Path ROOT = root();

  private Markdown() {}

  /**
   * A block.
   *
   * @param page its file, relative to the root
   * @param line where its text starts, from 1
   * @param kind the word after the fence
   */
  record Block(String page, int line, String kind, List<String> lines) {
    String place() {
      return page + ":" + line;
    }

    String text() {
      return String.join("\n", lines) + "\n";
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("samples/data"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** README.md and everything in docs. */
  static List<Path> pages() {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Path> pages = new ArrayList<>(docs.filter(p -> p.toString().endsWith(".md")).toList());
      pages.add(ROOT.resolve("README.md"));
      return pages.stream().sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All blocks of all pages. */
  static Stream<Block> blocks() {
    return pages().stream().flatMap(page -> blocks(page).stream());
  }

  private static List<Block> blocks(Path page) {
    List<Block> blocks = new ArrayList<>();
    Block open = null;
    int number = 0;
    for (String line : read(page).lines().toList()) {
      number++;
      if (open != null && line.equals(FENCE)) {
        blocks.add(open);
        open = null;
      } else if (open != null) {
        open.lines.add(line);
      } else if (line.startsWith(FENCE)) {
        String name = ROOT.relativize(page).toString().replace('\\', '/');
        open = new Block(name, number + 1, line.substring(FENCE.length()), new ArrayList<>());
      }
    }
    if (open != null) {
      throw new IllegalStateException(open.place() + ": the block is never closed");
    }
    return blocks;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
