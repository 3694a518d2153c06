// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.io.Json;
import dev.weft.io.TensorJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The inputs of a request. */
final class RequestInputs {
  private static final String INPUTS = "inputs";
  private static final String BASE = "base";
  private static final String FILE = "file";

  private RequestInputs() {}

  /**
   * The inputs by name: objects are tensors, plain numbers are Java scalars. Files are found from
   * the folder {@code "base"}, or else from the current one.
   *
   * @throws Failure if one is no value
   */
  static Map<String, Object> read(Json request) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!request.has(INPUTS)) {
      return values;
    }
    if (!(request.get(INPUTS) instanceof Json.Members inputs)) {
      throw Failure.of(Codes.REQUEST, "\"inputs\" is an object: values by name");
    }
    Path base = base(request);
    inputs.values().forEach((name, value) -> values.put(name, value(base, name, value)));
    return values;
  }

  private static Path base(Json request) {
    if (!request.has(BASE)) {
      return Path.of("");
    }
    if (!(request.get(BASE) instanceof Json.Text folder)) {
      throw Failure.of(Codes.REQUEST, "\"base\" is the name of a folder");
    }
    return DataFile.path(folder.value());
  }

  private static Object value(Path base, String name, Json value) {
    try {
      return switch (value) {
        case Json.Number number -> number(number);
        case Json.Bool bool -> bool.value();
        case Json other -> other.has(FILE) ? file(base, other) : TensorJson.read(other);
      };
    } catch (IllegalArgumentException e) {
      throw Failure.of(Codes.VALUE, "the value of " + name + ": " + e.getMessage());
    }
  }

  private static Object number(Json.Number number) {
    try {
      return number.text().matches("-?[0-9]+") ? (Object) number.toLong() : number.toDouble();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A file may lie anywhere: whoever sends requests is the user of this process. */
  private static Object file(Path base, Json value) {
    Path file = base.resolve(DataFile.path(value.get(FILE).string())).toAbsolutePath().normalize();
    Path name = file.getFileName();
    if (name == null) {
      throw new IllegalArgumentException("'" + file + "' is no file");
    }
    Map<String, Json> members = new LinkedHashMap<>(((Json.Members) value).values());
    members.put(FILE, new Json.Text(name.toString()));
    try {
      return TensorJson.read(new Json.Members(members), file.getParent());
    } catch (IOException e) {
      throw DataFile.unreadable(file, e);
    }
  }
}
