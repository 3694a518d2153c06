// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which results go to files: {@code -o name=FILE.npy}, or {@code -o FILE.npy} for the only one. */
final class OutputFiles {
  /** All results are printed. */
  static final OutputFiles NONE = new OutputFiles(Map.of());

  private static final String ONLY = "";

  private final Map<String, Path> files;

  private OutputFiles(Map<String, Path> files) {
    this.files = files;
  }

  static OutputFiles parse(List<String> arguments) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      boolean named = equals > 0 && isResult(argument.substring(0, equals));
      String name = named ? argument.substring(0, equals) : ONLY;
      String file = named ? argument.substring(equals + 1) : argument;
      if (!file.toLowerCase(Locale.ROOT).endsWith(".npy")) {
        throw new Misuse("-o " + argument + ": the file must be a .npy file");
      }
      if (files.putIfAbsent(name, DataFile.path(file)) != null) {
        throw new Misuse("-o " + argument + ": this result has a file");
      }
    }
    return new OutputFiles(files);
  }

  /** A name, or the number of a tuple's element. */
  private static boolean isResult(String text) {
    return Pairs.isName(text) || text.matches("[0-9]+");
  }

  /** The file for a result, or null; one without a name is for whatever there is. */
  Path file(String result) {
    Path named = files.get(result);
    return named != null ? named : files.get(ONLY);
  }

  /**
   * Writes the results that have a file.
   *
   * @param large those that were computed into files
   * @return the other ones
   */
  Map<String, Tensor> write(Map<String, Tensor> results, LargeResults large) {
    Map<String, Tensor> rest = new LinkedHashMap<>(results);
    files.forEach(
        (name, file) -> {
          String result = name.equals(ONLY) && results.size() == 1 ? first(results) : name;
          Tensor tensor = results.get(result);
          if (tensor == null) {
            throw unknown(name, file, results);
          }
          if (!large.move(tensor, file)) {
            DataFile.write(file, tensor);
          }
          rest.remove(result);
        });
    return rest;
  }

  private static String first(Map<String, Tensor> results) {
    return results.keySet().iterator().next();
  }

  private static Failure unknown(String name, Path file, Map<String, Tensor> results) {
    String names = String.join(", ", results.keySet());
    return name.equals(ONLY)
        ? Failure.of(
            Codes.NAME,
            "-o " + file + ": there are several outputs: " + names,
            "say which one, as in -o " + first(results) + "=" + file)
        : Failure.of(Codes.NAME, "there is no output '" + name + "'; outputs are " + names);
  }
}
