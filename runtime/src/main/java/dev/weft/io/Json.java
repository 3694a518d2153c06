// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value. {@link #parse} reads text strictly by RFC 8259; {@code toString} writes it. */
public sealed interface Json {

  /** How deep arrays and objects may be nested. */
  int MAX_DEPTH = 512;

  /** The literal {@code null}. */
  record Null() implements Json {
    @Override
    public String toString() {
      return "null";
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Json {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /** A number, kept as its text so that no digit is lost. */
  record Number(String text) implements Json {
    private static final int MAX_INTEGER_TEXT = 40;

    /** The nearest double; infinite where the number is beyond all doubles. */
    public double toDouble() {
      return Double.parseDouble(text);
    }

    /**
     * The value as an integer.
     *
     * @throws ArithmeticException if it has a fraction or does not fit 64 bits
     */
    public long toLong() {
      try {
        if (text.length() <= MAX_INTEGER_TEXT) {
          return new BigDecimal(text).longValueExact();
        }
      } catch (NumberFormatException _) {
        // An exponent of many digits: no integer of ours either.
      }
      throw new ArithmeticException(text + " is no 64-bit integer");
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A string. */
  record Text(String value) implements Json {
    @Override
    public String toString() {
      return JsonWriter.quote(value);
    }
  }

  /** An array. */
  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  /** An object; members keep their order. */
  record Members(Map<String, Json> values) implements Json {
    public Members {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String toString() {
      return JsonWriter.text(this);
    }
  }

  /**
   * Reads one value; only white space may follow it.
   *
   * @throws JsonException where the text is no JSON, repeats a name in an object, or is nested
   *     deeper than {@link #MAX_DEPTH}
   */
  static Json parse(String text) {
    return new JsonReader(text).document();
  }

  /**
   * The member of an object.
   *
   * @throws IllegalArgumentException if this is no object or has no such member
   */
  default Json get(String name) {
    if (this instanceof Members members && members.values.get(name) instanceof Json value) {
      return value;
    }
    throw new IllegalArgumentException("no member \"" + name + "\" in " + kind());
  }

  /** True for an object that has the member. */
  default boolean has(String name) {
    return this instanceof Members members && members.values.containsKey(name);
  }

  /**
   * The values of an array.
   *
   * @throws IllegalArgumentException if this is no array
   */
  default List<Json> items() {
    if (this instanceof Items items) {
      return items.values;
    }
    throw new IllegalArgumentException("expected an array, found " + kind());
  }

  /**
   * The value of a string.
   *
   * @throws IllegalArgumentException if this is no string
   */
  default String string() {
    if (this instanceof Text text) {
      return text.value;
    }
    throw new IllegalArgumentException("expected a string, found " + kind());
  }

  /** What sort of value this is, for messages. */
  default String kind() {
    return switch (this) {
      case Null _ -> "null";
      case Bool bool -> bool.toString();
      case Number number -> "the number " + number.text();
      case Text _ -> "a string";
      case Items _ -> "an array";
      case Members _ -> "an object";
    };
  }
}
