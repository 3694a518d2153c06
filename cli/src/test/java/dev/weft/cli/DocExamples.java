// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import dev.weft.diagnostic.WeftException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs what the pages show. */
final class DocExamples {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final String LAUNCHER = "./weft ";

  /** Paths of the pages start at the root; the tests run in a module. */
  private static final String DATA = "samples/";

  private static final String DATA_FROM_HERE = "../samples/";

  private DocExamples() {}

  /** Gives answers one after another. */
  interface Session {
    String answer(String line);
  }

  /** Command lines, each on its own. */
  static final class Commands implements Session {
    @Override
    public String answer(String line) {
      if (!line.startsWith(LAUNCHER)) {
        throw new IllegalStateException("not a command of ours: " + line);
      }
      List<String> words = new ArrayList<>();
      Matcher word = WORD.matcher(line.substring(LAUNCHER.length()));
      while (word.find()) {
        words.add(word.group().replaceAll("^[\"']|[\"']$", "").replace(DATA, DATA_FROM_HERE));
      }
      return run("", words).replace(DATA_FROM_HERE, DATA);
    }
  }

  /** Lines at the prompt. All that came before are given again, and their output left away. */
  static final class Prompt implements Session {
    private String lines = "";
    private String told = "";

    @Override
    public String answer(String line) {
      lines += line + "\n";
      String all = run(lines, List.of("repl"));
      if (!all.startsWith(told)) {
        throw new IllegalStateException("another answer to the same lines: " + all);
      }
      String answer = all.substring(told.length());
      told = all;
      return answer;
    }
  }

  private static String run(String input, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int code = Main.run(Console.of(in, out, out), words.toArray(String[]::new));
    if (code != Outcome.OK && code != Outcome.USER) {
      throw new IllegalStateException(words + ": exit code " + code + "\n" + out);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What a program in Java prints, in a JVM of its own. */
  static String java(String text, Path folder) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("Example.java"), text);
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .directory(Path.of("..").toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(text + output);
    }
    return output;
  }

  /** What a script gives without inputs: its results, or what is wrong with it. */
  static String script(String text, boolean run) {
    try {
      Expression script = Weft.compileScript("example.expr", text, Options.DEFAULT);
      if (!run) {
        return "";
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Console console = Console.of(new ByteArrayInputStream(new byte[0]), out, out);
      Results.print(script.callAll(Map.of()), console.out());
      console.flush();
      return out.toString(StandardCharsets.UTF_8);
    } catch (WeftException e) {
      if (!run) {
        throw e;
      }
      return e.getMessage();
    }
  }
}
