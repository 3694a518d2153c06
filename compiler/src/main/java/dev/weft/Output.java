// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a parameter that a result is written into; see {@link Expression#bind}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Output {

  /** The name of the result; not needed where there is only one. */
  String value() default "";
}
