// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskCode;
import dev.weft.compiler.jvm.TaskLauncher;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class loader of tasks. TornadoVM reads their class files, from version 6 on as resources of
 * the loader that defined them.
 */
final class TaskClasses extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final boolean methods;
  private final Map<String, byte[]> classes = new ConcurrentHashMap<>();

  /**
   * @param parent sees TornadoVM
   * @param methods true if tasks are given as methods
   */
  TaskClasses(ClassLoader parent, boolean methods) {
    super("weft tasks", parent);
    this.methods = methods;
  }

  /** What stands for a task where it is added to a graph: its method, or its launcher. */
  Object code(TaskCode task) {
    classes.putIfAbsent(task.className(), task.bytes());
    try {
      Class<?> type = loadClass(task.className());
      if (methods) {
        for (Method method : type.getMethods()) {
          if (method.getName().equals(task.method())) {
            return method;
          }
        }
        throw new NoSuchMethodException(task.method());
      }
      int arguments = task.arguments().size() + 1;
      String launcher = TaskLauncher.name(task);
      classes.computeIfAbsent(launcher, _ -> TaskLauncher.emit(task, TornadoApi.lambda(arguments)));
      return loadClass(launcher).getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("task " + task.className() + " cannot be loaded", e);
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

  @Override
  public InputStream getResourceAsStream(String name) {
    String type = name.endsWith(".class") ? name.substring(0, name.length() - 6) : name;
    byte[] bytes = classes.get(type.replace('/', '.'));
    return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
  }
}
