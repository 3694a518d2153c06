// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.runtime.KernelBody;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class loader of one program's kernels. It and its classes go when the program goes: nothing
 * else refers to them. Vector classes are only defined where the incubator module is present, since
 * without it they cannot be linked.
 */
final class KernelLoader extends ClassLoader implements BodySource {
  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  static {
    registerAsParallelCapable();
  }

  /** Class files not defined yet, by binary name. */
  private final Map<String, byte[]> pending = new ConcurrentHashMap<>();

  KernelLoader(Program program) {
    super("weft " + program.name(), KernelBody.class.getClassLoader());
    for (KernelCode code : program.kernels()) {
      add(code.scalarClass(), code.scalarBytes());
      if (!code.vectorClass().isEmpty() && VECTORS) {
        add(code.vectorClass(), code.vectorBytes());
      }
    }
  }

  /** Equal kernels are one class; others of one name would run in each other's place. */
  private void add(String name, byte[] bytes) {
    byte[] before = pending.put(name, bytes);
    if (before != null && !Arrays.equals(before, bytes)) {
      throw new IllegalStateException("two kernels are called " + name);
    }
  }

  /** What is known of vector bodies in this process, in words. */
  static String vectors() {
    return VECTORS
        ? "module jdk.incubator.vector is present"
        : "module jdk.incubator.vector is not present; add --add-modules jdk.incubator.vector";
  }

  /** Asks the parent last: it would look for the kernels in every jar of the class path. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = pending.containsKey(name) ? findClass(name) : super.loadClass(name, false);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = pending.remove(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public KernelBody scalar(KernelCode code) {
    return instance(code.scalarClass());
  }

  @Override
  public KernelBody vector(KernelCode code) {
    return instance(code.vectorClass());
  }

  @Override
  public String vectorObstacle(KernelCode code) {
    if (code.vectorClass().isEmpty()) {
      return "it has no vector body";
    }
    return VECTORS ? "" : vectors();
  }

  private KernelBody instance(String name) {
    try {
      return (KernelBody) loadClass(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      throw new IllegalStateException("kernel class " + name + " cannot be loaded", e);
    }
  }
}
