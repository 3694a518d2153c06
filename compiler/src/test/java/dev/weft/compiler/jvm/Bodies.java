// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.program.KernelCode;
import dev.weft.runtime.KernelBody;
import java.util.Map;

/** Loads the classes of a kernel as the runtime would: one loader, checked by the JVM. */
final class Bodies extends ClassLoader {
  private final Map<String, byte[]> classes;

  private Bodies(Map<String, byte[]> classes) {
    super(KernelBody.class.getClassLoader());
    this.classes = classes;
  }

  /** The scalar or the vector body of a kernel. */
  static KernelBody load(KernelCode code, boolean vector) {
    Bodies loader =
        new Bodies(
            Map.of(code.scalarClass(), code.scalarBytes(), code.vectorClass(), code.vectorBytes()));
    try {
      String name = vector ? code.vectorClass() : code.scalarClass();
      Class<?> type = Class.forName(name, true, loader);
      return (KernelBody) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot load " + code.name(), e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
