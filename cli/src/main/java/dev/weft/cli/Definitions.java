// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.compiler.elaborate.Vocabulary;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The names and functions that the lines of a prompt have defined so far. */
final class Definitions {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{M}\\p{Nd}_]*");

  private final Map<String, Name> names = new TreeMap<>();
  private final Map<String, String> functions = new TreeMap<>();

  /** The names, sorted. */
  Map<String, Name> names() {
    return Collections.unmodifiableMap(names);
  }

  /** The texts of functions by name, sorted. */
  Map<String, String> functions() {
    return Collections.unmodifiableMap(functions);
  }

  /** What a name stands for, or null. */
  Name name(String name) {
    return names.get(name);
  }

  /** The text of a name that is closed, or null. Constants are their own. */
  String text(String name) {
    Name known = names.get(name);
    if (known != null) {
      return known.text();
    }
    boolean own = Vocabulary.constants().contains(name);
    return own ? name : null;
  }

  void put(String name, Name value) {
    names.put(name, value);
  }

  /** Keeps a function. */
  void put(String function, String text) {
    functions.put(function, text);
  }

  /** The values that a call can be given, by name. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    names.forEach(
        (name, known) -> {
          if (known.value() != null) {
            values.put(name, known.value());
          }
        });
    return values;
  }

  /** The beginning of a program: the definitions that a text needs to mean what it says here. */
  PromptText before(String text) {
    Set<String> seen = new LinkedHashSet<>();
    List<String> needed = new ArrayList<>();
    words(text).forEach(word -> need(word, seen, needed));
    PromptText before = new PromptText();
    for (String name : seen) {
      Name known = names.get(name);
      if (known != null && known.text() != null) {
        before.add(name + " = " + known.text());
      }
    }
    for (String name : needed) {
      String function = functions.get(name);
      before.add(new Source("fn " + name, function), new Span(0, function.length()));
    }
    return before;
  }

  /** Adds the functions that a word leads to, those that others call before the others. */
  private void need(String word, Set<String> seen, List<String> needed) {
    if (seen.add(word) && functions.containsKey(word)) {
      words(functions.get(word)).forEach(inner -> need(inner, seen, needed));
      needed.add(word);
    }
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
        .results()
        .forEach(match -> words.add(match.group()));
    return words;
  }
}
