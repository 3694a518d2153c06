// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.dsl.Block;
import dev.weft.dsl.Ident;
import dev.weft.dsl.Stmt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that statements give a value. */
final class AssignedNames {
  private final Set<String> names = new LinkedHashSet<>();

  private AssignedNames() {}

  /** The names that a statement binds or binds anew, those in its blocks included. */
  static Set<String> of(Stmt statement) {
    AssignedNames assigned = new AssignedNames();
    assigned.add(statement);
    return assigned.names;
  }

  private void add(Stmt statement) {
    switch (statement) {
      case Stmt.Let let -> let.targets().forEach(this::add);
      case Stmt.AugAssign assign -> add(assign.target());
      case Stmt.SliceAssign assign -> add(assign.target());
      case Stmt.IndexDef definition -> add(definition.name());
      case Stmt.For loop -> addAll(loop.body());
      case Stmt.While loop -> addAll(loop.body());
      case Stmt.If branch -> {
        addAll(branch.then());
        if (branch.otherwise() != null) {
          addAll(branch.otherwise());
        }
      }
      case Stmt.Annotated annotated -> add(annotated.statement());
      case Stmt.FnDecl _, Stmt.AssertDecl _, Stmt.ExprStmt _, Stmt.YieldStmt _ -> {}
      case Stmt.Declaration _ -> {}
    }
  }

  private void addAll(Block block) {
    List<Stmt> statements = block.statements();
    statements.forEach(this::add);
  }

  private void add(Ident name) {
    names.add(name.text());
  }
}
