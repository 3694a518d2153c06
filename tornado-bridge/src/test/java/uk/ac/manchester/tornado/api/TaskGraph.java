// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import uk.ac.manchester.tornado.api.common.LibraryTaskDescriptor;
import uk.ac.manchester.tornado.api.common.TornadoFunctions;

/** Stands in for the class of this name in tests without TornadoVM: notes what it is told. */
public final class TaskGraph {
  /** Something a graph does. */
  public sealed interface Action {}

  /** To the device, in some mode. */
  public record In(int mode, List<Object> arrays) implements Action {}

  /** A task. */
  public record Task(String id, Method method, List<Object> arguments) implements Action {}

  /** A call of a library. */
  public record Library(String id, LibraryTaskDescriptor call) implements Action {}

  /** To the host, in some mode. */
  public record Out(int mode, List<Object> arrays) implements Action {}

  private final String name;
  private final List<Action> actions = new ArrayList<>();

  public TaskGraph(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public List<Action> actions() {
    return actions;
  }

  public TaskGraph transferToDevice(int mode, Object... arrays) {
    actions.add(new In(mode, List.of(arrays)));
    return this;
  }

  public TaskGraph transferToHost(int mode, Object... arrays) {
    actions.add(new Out(mode, List.of(arrays)));
    return this;
  }

  public TaskGraph task(String id, Method method, Object... arguments) {
    actions.add(new Task(id, method, List.of(arguments)));
    return this;
  }

  public TaskGraph task(String id, TornadoFunctions.Task1 code, Object a0) {
    return task(id, Lambdas.method(code), a0);
  }

  public TaskGraph task(String id, TornadoFunctions.Task2 code, Object a0, Object a1) {
    return task(id, Lambdas.method(code), a0, a1);
  }

  public TaskGraph task(String id, TornadoFunctions.Task3 code, Object a0, Object a1, Object a2) {
    return task(id, Lambdas.method(code), a0, a1, a2);
  }

  public TaskGraph task(
      String id, TornadoFunctions.Task4 code, Object a0, Object a1, Object a2, Object a3) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task5 code,
      Object a0,
      Object a1,
      Object a2,
      Object a3,
      Object a4) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task6 code,
      Object a0,
      Object a1,
      Object a2,
      Object a3,
      Object a4,
      Object a5) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4, a5);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task7 code,
      Object a0,
      Object a1,
      Object a2,
      Object a3,
      Object a4,
      Object a5,
      Object a6) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task8 code,
      Object a0,
      Object a1,
      Object a2,
      Object a3,
      Object a4,
      Object a5,
      Object a6,
      Object a7) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6, a7);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task9 code,
      Object a0,
      Object a1,
      Object a2,
      Object a3,
      Object a4,
      Object a5,
      Object a6,
      Object a7,
      Object a8) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6, a7, a8);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task10 code,
      Object a0,
      Object a1,
      Object a2,
      Object a3,
      Object a4,
      Object a5,
      Object a6,
      Object a7,
      Object a8,
      Object a9) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6, a7, a8, a9);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task11 code,
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
      Object a10) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task12 code,
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
      Object a11) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task13 code,
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
      Object a12) {
    return task(id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task14 code,
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
      Object a13) {
    return task(
        id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13);
  }

  public TaskGraph task(
      String id,
      TornadoFunctions.Task15 code,
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
      Object a14) {
    return task(
        id, Lambdas.method(code), a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14);
  }

  public TaskGraph libraryTask(
      String id,
      TornadoFunctions.LibraryTask13 code,
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
      Object a12) {
    actions.add(new Library(id, code.apply(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12)));
    return this;
  }

  public TaskGraph libraryTask(
      String id,
      TornadoFunctions.LibraryTask17 code,
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
      Object a16) {
    actions.add(
        new Library(
            id,
            code.apply(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16)));
    return this;
  }

  public ImmutableTaskGraph snapshot() {
    return new ImmutableTaskGraph(this);
  }
}
