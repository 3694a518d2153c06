// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/** Finds the method behind an object that stands for it, in the way of TornadoVM 6. */
final class Lambdas {
  private Lambdas() {}

  static Method method(Object code) {
    try {
      Method replace = code.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      SerializedLambda lambda = (SerializedLambda) replace.invoke(code);
      ClassLoader loader = code.getClass().getClassLoader();
      Class<?> type = Class.forName(lambda.getImplClass().replace('/', '.'), true, loader);
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(lambda.getImplMethodName())) {
          return method;
        }
      }
      throw new NoSuchMethodException(lambda.getImplMethodName());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no lambda: " + code, e);
    }
  }
}
