// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which input of a text a parameter is for; see {@link Expression#bind}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Input {

  /** The name of the input; not needed where the class file has that of the parameter. */
  String value() default "";

  /**
   * The type of a {@link dev.weft.tensor.Tensor}, such as {@code "f64[rows, columns]"}: with it the
   * text is compiled when it is bound, else by the first call. Names of sizes are for the reader.
   */
  String type() default "";
}
