// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A statement of an element that has to be put into some loop, or the handing over of values to the
 * reductions of a fold. Tasks are compared by identity.
 */
final class Task {

  /** Where a task can run. */
  enum Kind {
    LANES,
    SERIAL,
    /** In either sort of loop: a store. */
    EITHER
  }

  private final Optional<Stmt> stmt;
  private final Kind kind;
  private final List<Task> operands;
  private final List<Stmt.Let> leaves;
  private final int registers;
  private int users;

  /**
   * @param stmt the statement, or empty for the end of a fold's body
   * @param operands whose values it needs, each once
   * @param leaves loads and cheap lets that it needs in its own loop, in order, each once
   */
  Task(Optional<Stmt> stmt, Kind kind, List<Task> operands, List<Stmt.Let> leaves) {
    this.stmt = stmt;
    this.kind = kind;
    this.operands = List.copyOf(operands);
    this.leaves = List.copyOf(leaves);
    this.registers = registers(operands);
    operands.forEach(operand -> operand.users++);
  }

  /** How many values live at once if operands that need many are computed first. */
  private static int registers(List<Task> operands) {
    List<Integer> needs = operands.stream().map(operand -> -operand.registers).sorted().toList();
    int most = 1;
    for (int i = 0; i < needs.size(); i++) {
      most = Math.max(most, i - needs.get(i));
    }
    return most;
  }

  Optional<Stmt> stmt() {
    return stmt;
  }

  Kind kind() {
    return kind;
  }

  List<Task> operands() {
    return operands;
  }

  List<Stmt.Let> leaves() {
    return leaves;
  }

  int registers() {
    return registers;
  }

  /** How many tasks use its value. */
  int users() {
    return users;
  }

  /** True for the end of a fold's body, which comes last. */
  boolean isEnd() {
    return stmt.isEmpty();
  }

  /** The let, if it binds a value. */
  Optional<Stmt.Let> let() {
    return stmt.filter(Stmt.Let.class::isInstance).map(Stmt.Let.class::cast);
  }

  /** The parameters that it and its leaves read or write. */
  Stream<String> buffers() {
    return Stream.concat(leaves.stream(), stmt.stream()).flatMap(Task::buffer);
  }

  private static Stream<String> buffer(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Store store -> Stream.of(store.buffer());
      case Stmt.Let(_, _, Operation.Load load) -> Stream.of(load.buffer());
      default -> Stream.empty();
    };
  }

  /** Operations that it costs, without its leaves. */
  int ops() {
    return let().isPresent() ? 1 : 0;
  }
}
