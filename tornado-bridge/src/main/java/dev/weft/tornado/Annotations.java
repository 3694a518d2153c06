// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.regex.Pattern;

/**
 * TornadoVM 5 reads the class file of every method for its annotations, by way of the class path,
 * where generated classes are not. Tasks have none: this answers so in its place.
 */
final class Annotations {
  private static final String RUNTIME = "uk.ac.manchester.tornado.runtime.";
  private static final String PROVIDER = RUNTIME + "ASMClassVisitorProvider";
  private static final String USER = RUNTIME + "graal.phases.sketcher.TornadoApiReplacement";
  private static final String RESULT = RUNTIME + "common.ParallelAnnotationProvider";
  private static final Pattern TASK = Pattern.compile("t_[0-9a-f]{16}\\.k_[0-9a-f]{16}\\(");

  private Annotations() {}

  /**
   * Puts itself between TornadoVM and its reader of annotations.
   *
   * @throws ReflectiveOperationException if TornadoVM keeps its reader elsewhere
   */
  static void answerForTasks(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> provider = Class.forName(PROVIDER, true, loader);
    Field field = Class.forName(USER, true, loader).getDeclaredField("asmClassVisitorProvider");
    field.setAccessible(true);
    Object original = field.get(null);
    Object none = Array.newInstance(Class.forName(RESULT, true, loader), 0);
    Object proxy =
        Proxy.newProxyInstance(
            provider.getClassLoader(),
            new Class<?>[] {provider},
            (self, method, arguments) ->
                isTask(arguments) ? none : forward(method, original, arguments));
    field.set(null, proxy);
  }

  /** The words for a method have simple names; those of tasks are hashes. */
  private static boolean isTask(Object[] arguments) {
    return arguments != null
        && arguments.length == 1
        && TASK.matcher(arguments[0].toString()).find();
  }

  private static Object forward(Method method, Object to, Object[] arguments) throws Throwable {
    try {
      return method.invoke(to, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
