// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.common;

import java.util.List;

/** Stands in for the class of this name in tests without TornadoVM: a call of a library. */
public final class LibraryTaskDescriptor {
  private final String function;
  private final List<Object> parameters;

  public LibraryTaskDescriptor(String function, Object... parameters) {
    this.function = function;
    this.parameters = List.of(parameters);
  }

  public String getFunctionName() {
    return function;
  }

  /** The parameters, which must not be changed. */
  public List<Object> parameters() {
    return parameters;
  }
}
