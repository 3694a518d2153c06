// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.program.KernelCode;
import dev.weft.runtime.KernelBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The class loader of one program's kernels. */
final class KernelClasses extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> classes;

  private KernelClasses(String program, Map<String, byte[]> classes) {
    super("weft " + program, KernelBody.class.getClassLoader());
    this.classes = Map.copyOf(classes);
  }

  /** Defines the classes of kernels and gives a body of each, in order. */
  static List<KernelBody> load(String program, List<KernelCode> kernels) {
    Map<String, byte[]> classes = new HashMap<>();
    kernels.forEach(code -> classes.put(code.scalarClass(), code.scalarBytes()));
    KernelClasses loader = new KernelClasses(program, classes);
    return kernels.stream().map(code -> loader.body(code.scalarClass())).toList();
  }

  private KernelBody body(String name) {
    try {
      return (KernelBody) loadClass(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new IllegalStateException("kernel class " + name + " cannot be loaded", e);
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
