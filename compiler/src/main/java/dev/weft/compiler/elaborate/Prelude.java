// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.diagnostic.Source;
import dev.weft.dsl.Script;
import dev.weft.dsl.Stmt;
import dev.weft.dsl.WeftParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Functions of the language written in it. The text is cut into functions when the first one is
 * asked for; each is parsed when it is first used.
 */
final class Prelude {
  private static final String FILE = "prelude.weft";
  private static final Map<String, Entry> ENTRIES = read();
  private static final Set<String> PUBLIC =
      ENTRIES.keySet().stream()
          .filter(name -> !name.startsWith("_"))
          .collect(Collectors.toCollection(LinkedHashSet::new));
  private static final Map<String, Stmt.FnDecl> PARSED = new ConcurrentHashMap<>();

  /**
   * @param doc the comment above it
   * @param text its declaration
   */
  private record Entry(String doc, String text) {}

  /** Functions that may stand behind a dot. */
  private static final Set<String> METHODS = Set.of("repeat");

  private Prelude() {}

  static boolean isMethod(String name) {
    return METHODS.contains(name);
  }

  /** The names that texts may call; one that starts with _ serves other functions. */
  static Set<String> names() {
    return PUBLIC;
  }

  static String doc(String name) {
    return ENTRIES.get(name).doc;
  }

  static Optional<Stmt.FnDecl> function(String name) {
    Entry entry = ENTRIES.get(name);
    return entry == null
        ? Optional.empty()
        : Optional.of(PARSED.computeIfAbsent(name, n -> parse(n, entry.text)));
  }

  private static Stmt.FnDecl parse(String name, String text) {
    Script script = WeftParser.parseScript(new Source(FILE, text));
    if (script.statements().getFirst() instanceof Stmt.FnDecl function) {
      return function;
    }
    throw new CompilerBug("prelude", name + " is no function");
  }

  private static Map<String, Entry> read() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    String doc = "";
    StringBuilder text = new StringBuilder();
    for (String line : (load() + "\nfn ").split("\n")) {
      if (line.startsWith("fn ") || line.startsWith("#")) {
        add(entries, doc, text.toString());
        doc = line.startsWith("#") ? line.substring(1).strip() : doc;
        text.setLength(0);
      }
      text.append(line.startsWith("#") ? "" : line + "\n");
    }
    add(entries, doc, text.toString());
    return entries;
  }

  private static void add(Map<String, Entry> entries, String doc, String text) {
    if (text.startsWith("fn ") && text.contains("(")) {
      entries.put(text.substring(3, text.indexOf('(')).strip(), new Entry(doc, text));
    }
  }

  private static String load() {
    try (InputStream in = Prelude.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new CompilerBug("prelude", FILE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CompilerBug("prelude", e);
    }
  }
}
