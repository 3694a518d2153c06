// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.oracle.Conformance.Case;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Texts that mean something: the conformance cases, scripts, the texts of the pages. */
final class Corpus {
  private static final List<String> CASES =
      List.of("expr_cases.jsonl", "bad_cases.jsonl", "numpy_cases.jsonl", "dtype_cases.jsonl");
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("../samples/scripts"),
          Path.of("../dsl-grammar/src/test/resources"),
          Path.of("../docs"));

  /** A text of the corpus is no longer than that: time goes by the length. */
  private static final int LONGEST = 4000;

  private final List<TextCase> texts = new ArrayList<>();

  Corpus() throws IOException {
    for (String file : CASES) {
      Conformance.read(file).forEach(this::add);
    }
    for (Path folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(Files::isRegularFile).sorted().forEach(this::add);
      }
    }
  }

  private void add(Case test) {
    Map<String, Tensor> inputs = new HashMap<>(test.inputs());
    inputs.values().removeIf(tensor -> tensor.size() > 100);
    add(new TextCase(false, test.text(), inputs, 0));
  }

  private void add(TextCase text) {
    if (text.text().length() <= LONGEST) {
      texts.add(text);
    }
  }

  private void add(Path file) {
    try {
      String name = file.getFileName().toString();
      if (name.endsWith(".expr")) {
        add(new TextCase(true, Files.readString(file), Map.of(), 0));
      } else if (name.endsWith(".md")) {
        page(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The scripts of a page, and what stands behind its prompts. */
  private void page(String page) {
    String[] blocks = page.split("```");
    for (int i = 1; i < blocks.length; i += 2) {
      if (blocks[i].startsWith("weft\n")) {
        add(new TextCase(true, blocks[i].substring(5), Map.of(), 0));
      } else if (blocks[i].startsWith("repl\n")) {
        blocks[i]
            .lines()
            .filter(line -> line.startsWith("weft> "))
            .forEach(line -> add(new TextCase(false, line.substring(6), Map.of(), 0)));
      }
    }
  }

  TextCase pick(Random random) {
    TextCase text = texts.get(random.nextInt(texts.size()));
    return new TextCase(text.script(), text.text(), text.known(), random.nextLong());
  }

  int size() {
    return texts.size();
  }
}
