// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.diagnostic.Diagnostic;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The libraries on the class path, by routine. */
final class Libraries {
  /** The code of a routine whose library is not there. */
  private static final String MISSING = "E0507";

  private static final Map<String, Library> BY_ROUTINE = new HashMap<>();

  static {
    for (Library library : ServiceLoader.load(Library.class, Libraries.class.getClassLoader())) {
      library.routines().forEach(routine -> BY_ROUTINE.put(routine, library));
    }
  }

  private Libraries() {}

  static Library of(String routine) {
    Library library = BY_ROUTINE.get(routine);
    if (library != null) {
      return library;
    }
    int dot = routine.indexOf('.');
    String group = routine.substring(0, dot);
    String name = routine.substring(dot + 1);
    throw new ProcedureFault(
        Diagnostic.error(MISSING, "no library on the class path has '" + name + "'")
            .help("put the artifact dev.weft:weft-" + group + " on the class path"));
  }
}
