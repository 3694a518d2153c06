// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names bound in one block of a text, and round it. */
record Bound(Bound parent, Set<String> values, Map<String, Spec> functions) {
  Bound(Bound parent) {
    this(parent, new HashSet<>(), new HashMap<>());
  }

  boolean binds(String name) {
    return values.contains(name) || parent != null && parent.binds(name);
  }

  Spec function(String name) {
    Spec spec = functions.get(name);
    return spec == null && parent != null ? parent.function(name) : spec;
  }

  List<String> all() {
    List<String> all = parent == null ? new ArrayList<>() : parent.all();
    all.addAll(values);
    return all;
  }

  List<String> allFunctions() {
    List<String> all = parent == null ? new ArrayList<>() : parent.allFunctions();
    all.addAll(functions.keySet());
    return all;
  }
}
