// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.io.Json;
import dev.weft.io.JsonException;
import dev.weft.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests for calculations, one line of JSON each, answered in order with one line each. A request
 * that fails is answered too, whatever the failure; the next one starts afresh.
 */
final class JsonLines {
  /** Texts that stay compiled, for requests that differ in their inputs only. */
  private static final int KEPT = 64;

  private static final Json NO_ID = new Json.Null();

  private final Console console;
  private final Options options;
  private final Map<Text, Expression> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, Expression> eldest) {
          return size() > KEPT;
        }
      };

  /** What a request wants calculated. */
  private record Text(boolean script, String text) {
    private static final String EXPRESSION = "expression";
    private static final String SCRIPT = "script";

    String name() {
      return script ? SCRIPT : EXPRESSION;
    }

    Expression compile(Options options) {
      return script ? Weft.compileScript(SCRIPT, text, options) : Weft.compile(text, options);
    }
  }

  JsonLines(Console console, Options options) {
    this.console = console;
    this.options = options;
  }

  /** Answers until the input ends, or nobody reads the answers any more. */
  void run() {
    try (BufferedReader lines = console.lines()) {
      String line = lines.readLine();
      while (line != null && !console.out().checkError()) {
        if (!line.isBlank()) {
          console.out().append(answer(line)).append('\n');
          console.flush();
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw Failure.of(Codes.FILE, "cannot read standard input: " + e.getMessage());
    }
  }

  private CharSequence answer(String line) {
    Json id = NO_ID;
    try {
      Json request = parse(line);
      id = request.has("id") ? request.get("id") : NO_ID;
      return calculated(id, request);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return failed(id, e);
    }
  }

  private static Json parse(String line) {
    Json request;
    try {
      request = Json.parse(line);
    } catch (JsonException e) {
      throw Failure.of(Codes.REQUEST, "the line is no JSON: " + e.getMessage());
    }
    if (!(request instanceof Json.Members)) {
      throw Failure.of(
          Codes.REQUEST,
          "the line holds " + request.kind() + ", not a request",
          "{\"id\": 1, \"expr\": \"2*x\", \"inputs\": {\"x\": 21}}");
    }
    return request;
  }

  private StringBuilder calculated(Json id, Json request) {
    Text text = text(request);
    Map<String, Object> inputs = RequestInputs.read(request);
    Expression program = compiled.get(text);
    if (program == null) {
      program = text.compile(options);
      compiled.put(text, program);
    }
    Map<String, Tensor> results = program.callAll(inputs);
    StringBuilder json = start(id);
    Results.appendMembers(results, json);
    List<String> warnings = Results.warnings(program, text.name());
    if (!warnings.isEmpty()) {
      List<Json> items = warnings.stream().map(warning -> (Json) new Json.Text(warning)).toList();
      json.append(", \"warnings\": ").append(new Json.Items(items));
    }
    return json.append('}');
  }

  private static Text text(Json request) {
    boolean script = request.has("script");
    if (script == request.has("expr")) {
      throw Failure.of(
          Codes.REQUEST, "a request has either \"expr\" or \"script\", the text to calculate");
    }
    try {
      return new Text(script, request.get(script ? "script" : "expr").string());
    } catch (IllegalArgumentException e) {
      throw Failure.of(Codes.REQUEST, "the text to calculate: " + e.getMessage());
    }
  }

  /** Even running out of stack or memory is the failure of one request only. */
  private static CharSequence failed(Json id, Throwable thrown) {
    Outcome outcome = Outcome.of(thrown);
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("error", new Json.Text(outcome.message()));
    members.put("code", new Json.Text(outcome.code()));
    return start(id).append(new Json.Members(members).toString().substring(1));
  }

  private static StringBuilder start(Json id) {
    return new StringBuilder("{\"id\": ").append(id).append(", ");
  }
}
