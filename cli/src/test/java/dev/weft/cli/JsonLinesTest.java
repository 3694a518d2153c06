// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.io.Json;
import dev.weft.io.Npy;
import dev.weft.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesTest {
  private static final Path CASES = Path.of("../compiler/src/test/resources/conformance");

  /** Every so many of the shared expression cases; their results are checked elsewhere. */
  private static final int STEP = 10;

  /** Longer texts take long where the checkers of the compiler run after every pass. */
  private static final int LONG = 2000;

  @TempDir Path folder;

  private static List<Json> answers(String requests) {
    String out = Ran.on(requests, "eval", "--jsonl").clean();
    return out.lines().map(Json::parse).toList();
  }

  private static String answer(String request) {
    return Ran.on(request, "eval", "--jsonl").clean().strip();
  }

  @Test
  void oneResult() {
    assertEquals(
        "{\"id\": 7, \"dtype\": \"f64\", \"shape\": [2], \"data\": [\"-0.0\", \"Infinity\"]}",
        answer(
            """
            {"id": 7, "expr": "x * 2", "inputs": {"x": {"dtype": "f64", "shape": [2], \
            "data": ["-0.0", 1e308]}}}\
            """));
  }

  @Test
  void numbersAreJavaScalars() {
    String answer =
        answer(
            """
            {"id": "a", "expr": "x * k", "inputs": {"k": 0.5, "x": \
            {"dtype": "f32", "shape": [1], "data": [3]}}}\
            """);
    assertEquals("{\"id\": \"a\", \"dtype\": \"f32\", \"shape\": [1], \"data\": [1.5]}", answer);
  }

  @Test
  void severalResults() {
    Json tuple = answers("{\"id\": 1, \"expr\": \"(1, 2.0)\"}").getFirst();
    assertEquals("f64", tuple.get("outputs").get("1").get("dtype").string());
    Json script =
        answers("{\"id\": 1, \"script\": \"output a = 1\\noutput b = 9007199254740993\"}")
            .getFirst();
    assertEquals("[\"9007199254740993\"]", script.get("outputs").get("b").get("data").toString());
  }

  @Test
  void filesAreFoundFromTheBase() throws IOException {
    Npy.write(folder.resolve("x.npy"), Tensor.of(new double[] {1, 2}));
    String input = "\"inputs\": {\"x\": {\"dtype\": \"f64\", \"shape\": [2], \"file\": \"%s\"}}";
    Json base = new Json.Text(folder.toString());
    String fromBase = "{\"id\": 1, \"expr\": \"sum(x)\", \"base\": " + base + ", " + input + "}";
    assertTrue(answer(fromBase.formatted("x.npy")).endsWith("\"data\": [3.0]}"));
    String absolute = "{\"id\": 1, \"expr\": \"sum(x)\", " + input + "}";
    assertTrue(answer(absolute.formatted(folder.resolve("x.npy"))).endsWith("[3.0]}"));
    Json missing = answers(fromBase.formatted("y.npy")).getFirst();
    assertEquals("E0601", missing.get("code").string());
  }

  @Test
  void aFailureIsAnAnswer() {
    List<Json> answers =
        answers(
            """
            {"id": 1, "expr": "1 +"}

            no json
            {"id": [2], "expr": "1", "script": "output a = 1"}
            {"id": 3, "expr": 5}
            [1, 2]
            {"id": 4, "expr": "x", "inputs": {"x": {"dtype": "f64", "shape": [2], "data": [1]}}}
            {"id": 5, "expr": "x", "inputs": {"x": "text"}}
            {"id": 6, "expr": "x + 1", "inputs": {"x": 1}}
            """);
    List<String> told =
        answers.stream()
            .map(a -> a.get("id") + " " + (a.has("code") ? a.get("code") : a.get("data")))
            .toList();
    assertEquals(
        List.of(
            "1 \"E0002\"",
            "null \"E0605\"",
            "[2] \"E0605\"",
            "3 \"E0605\"",
            "null \"E0605\"",
            "4 \"E0602\"",
            "5 \"E0602\"",
            "6 [2]"),
        told);
    assertTrue(answers.getFirst().get("error").string().contains("^"));
  }

  @Test
  void goesOnAfterRunningOutOfMemory() {
    List<Json> answers =
        answers(
            """
            {"id": 1, "expr": "sum(cumsum(zeros([n])) * cumsum(ones([n])))", "inputs": {"n": 2000000000}}
            {"id": 2, "expr": "n + 1", "inputs": {"n": 1}}
            """);
    assertEquals("E0503", answers.getFirst().get("code").string());
    assertEquals("[2]", answers.getLast().get("data").toString());
  }

  @Test
  @Timeout(60)
  void everyAnswerIsFlushed() throws IOException {
    PipedOutputStream requests = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream();
    try (PipedInputStream in = new PipedInputStream(requests);
        PipedOutputStream out = new PipedOutputStream(answers);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8))) {
      Console console = Console.of(in, out, PipedOutputStream.nullOutputStream());
      Thread served = Thread.ofVirtual().start(() -> Main.run(console, "eval", "--jsonl"));
      for (int i = 0; i < 3; i++) {
        String request = "{\"id\": %d, \"expr\": \"%d + 1\"}\n".formatted(i, i);
        requests.write(request.getBytes(StandardCharsets.UTF_8));
        requests.flush();
        Json answer = Json.parse(lines.readLine());
        assertEquals("[" + (i + 1) + "]", answer.get("data").toString());
      }
      requests.close();
      assertTrue(join(served));
    }
  }

  private static boolean join(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theSharedCasesAreAllAnswered() throws IOException {
    List<Json> cases = new ArrayList<>(read("bad_cases.jsonl"));
    List<Json> expressions = read("expr_cases.jsonl");
    for (int i = 0; i < expressions.size(); i += STEP) {
      cases.add(expressions.get(i));
    }
    StringBuilder requests = new StringBuilder();
    cases.forEach(test -> requests.append(request(test)).append('\n'));
    List<Json> answers = answers(requests.toString());
    assertEquals(cases.size(), answers.size());
    int calculated = 0;
    for (int i = 0; i < cases.size(); i++) {
      Json answer = answers.get(i);
      assertEquals(cases.get(i).get("id"), answer.get("id"));
      assertTrue(answer.has("data") ^ answer.has("code"), answer.toString());
      assertFalse(isBug(answer), answer.toString());
      calculated += answer.has("data") && i >= cases.size() - expressions.size() / STEP ? 1 : 0;
    }
    assertTrue(calculated > expressions.size() / STEP * 0.8, calculated + " calculated");
  }

  private static boolean isBug(Json answer) {
    return answer.has("code") && answer.get("code").string().equals(Codes.BUG);
  }

  private static Json request(Json test) {
    Map<String, Json> request = new LinkedHashMap<>();
    for (String member : List.of("id", "expr", "inputs")) {
      request.put(member, test.get(member));
    }
    request.put("base", new Json.Text(CASES.toString()));
    return new Json.Members(request);
  }

  private static List<Json> read(String file) throws IOException {
    return Files.readAllLines(CASES.resolve(file)).stream()
        .filter(line -> !line.isBlank())
        .map(Json::parse)
        .filter(test -> test.get("expr").string().length() <= LONG)
        .toList();
  }
}
