// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import dev.weft.io.Json;
import dev.weft.io.TensorJson;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of expressions with NumPy's answers, one a line. */
public record CaseFile(Path path) {

  public int size() throws IOException {
    return Files.readAllLines(path).size();
  }

  /** What is wrong with the answers, a line per case. */
  public List<String> failures() throws IOException {
    List<String> failures = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      Json json = Json.parse(line);
      String complaint = complaint(json);
      if (!complaint.isEmpty()) {
        failures.add(
            json.get("id").string() + " | " + json.get("expr").string() + " | " + complaint);
      }
    }
    return failures;
  }

  private String complaint(Json json) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>();
    for (Map.Entry<String, Json> e : ((Json.Members) json.get("inputs")).values().entrySet()) {
      inputs.put(e.getKey(), TensorJson.read(e.getValue(), path.getParent()));
    }
    Tensor expected = TensorJson.read(json.get("expected"), path.getParent());
    try {
      Tensor got = Weft.eval(json.get("expr").string(), inputs);
      return got.dtype() == expected.dtype()
          ? Closeness.of(json).complaint(expected, got)
          : "dtype " + got.dtype();
    } catch (WeftException e) {
      return e.getMessage();
    }
  }
}
