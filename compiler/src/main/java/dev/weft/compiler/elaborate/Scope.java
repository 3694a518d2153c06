// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.dsl.Stmt;
import java.util.HashMap;
import java.util.Map;

/** What names mean at a place of the text. */
final class Scope {
  private final Scope parent;
  private final Region region;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Function> functions = new HashMap<>();

  /** A function of the text with the scope in which its body is read. */
  record Function(Stmt.FnDecl declaration, Scope scope, boolean prelude) {}

  /**
   * @param parent null for the outermost scope
   * @param region where the values bound here live
   */
  Scope(Scope parent, Region region) {
    this.parent = parent;
    this.region = region;
  }

  Region region() {
    return region;
  }

  /** This scope as it is now, whatever is bound later. */
  Scope frozen() {
    Scope copy = new Scope(parent, region);
    copy.values.putAll(values);
    copy.functions.putAll(functions);
    return copy;
  }

  void bind(String name, Value value) {
    values.put(name, value);
  }

  void bind(String name, Function function) {
    functions.put(name, function);
  }

  /** The value of a name as one of region {@code reader}, or null. */
  Value value(String name, Region reader) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Value value = scope.values.get(name);
      if (value != null) {
        return reader.bring(value, scope.region);
      }
    }
    return null;
  }

  boolean binds(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      if (scope.values.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** The function of a name, or null. */
  Function function(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Function function = scope.functions.get(name);
      if (function != null) {
        return function;
      }
    }
    return null;
  }
}
