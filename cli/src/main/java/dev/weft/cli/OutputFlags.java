// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The options that say where results go. */
final class OutputFlags {
  @Option(
      names = "-o",
      paramLabel = "[name=]FILE.npy",
      description = "Write a result to a file instead of printing it. Repeatable.")
  private List<String> files = List.of();

  @Option(
      names = "--json",
      description =
          "Print one line of JSON: {\"dtype\", \"shape\", \"data\"}, or {\"outputs\": {name: ...}}"
              + " for several results.")
  private boolean json;

  OutputFiles files() {
    return OutputFiles.parse(files);
  }

  boolean json() {
    return json;
  }
}
