// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.common;

import java.io.Serializable;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class TornadoFunctions {
  private TornadoFunctions() {}

  /** A task. */
  public interface Task1 extends Serializable {
    void apply(Object a0);
  }

  /** A task. */
  public interface Task2 extends Serializable {
    void apply(Object a0, Object a1);
  }

  /** A task. */
  public interface Task3 extends Serializable {
    void apply(Object a0, Object a1, Object a2);
  }

  /** A task. */
  public interface Task4 extends Serializable {
    void apply(Object a0, Object a1, Object a2, Object a3);
  }

  /** A task. */
  public interface Task5 extends Serializable {
    void apply(Object a0, Object a1, Object a2, Object a3, Object a4);
  }

  /** A task. */
  public interface Task6 extends Serializable {
    void apply(Object a0, Object a1, Object a2, Object a3, Object a4, Object a5);
  }

  /** A task. */
  public interface Task7 extends Serializable {
    void apply(Object a0, Object a1, Object a2, Object a3, Object a4, Object a5, Object a6);
  }

  /** A task. */
  public interface Task8 extends Serializable {
    void apply(
        Object a0, Object a1, Object a2, Object a3, Object a4, Object a5, Object a6, Object a7);
  }

  /** A task. */
  public interface Task9 extends Serializable {
    void apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8);
  }

  /** A task. */
  public interface Task10 extends Serializable {
    void apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8,
        Object a9);
  }

  /** A task. */
  public interface Task11 extends Serializable {
    void apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8,
        Object a9,
        Object a10);
  }

  /** A task. */
  public interface Task12 extends Serializable {
    void apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8,
        Object a9,
        Object a10,
        Object a11);
  }

  /** A task. */
  public interface Task13 extends Serializable {
    void apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8,
        Object a9,
        Object a10,
        Object a11,
        Object a12);
  }

  /** A task. */
  public interface Task14 extends Serializable {
    void apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8,
        Object a9,
        Object a10,
        Object a11,
        Object a12,
        Object a13);
  }

  /** A task. */
  public interface Task15 extends Serializable {
    void apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8,
        Object a9,
        Object a10,
        Object a11,
        Object a12,
        Object a13,
        Object a14);
  }

  /** A call of a library. */
  public interface LibraryTask13 {
    LibraryTaskDescriptor apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8,
        Object a9,
        Object a10,
        Object a11,
        Object a12);
  }

  /** A call of a library. */
  public interface LibraryTask17 {
    LibraryTaskDescriptor apply(
        Object a0,
        Object a1,
        Object a2,
        Object a3,
        Object a4,
        Object a5,
        Object a6,
        Object a7,
        Object a8,
        Object a9,
        Object a10,
        Object a11,
        Object a12,
        Object a13,
        Object a14,
        Object a15,
        Object a16);
  }
}
