// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds stages that differ in their operands only. Each becomes one method, which is compiled, and
 * warm, once: a sum of thousands of terms is one method called hundreds of times.
 */
final class SharedStages {

  /**
   * One method for one or more stages.
   *
   * @param stage the first of them
   * @param operands its buffers, in order of their first use
   */
  record Method(String name, int index, Form.Stage stage, List<String> operands) {}

  /**
   * A call of a stage's method.
   *
   * @param operands the buffers of this call, in order
   */
  record Call(Method method, List<String> operands) {}

  private final Form form;
  private final Map<Object, Method> methods = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();

  private SharedStages(Form form) {
    this.form = form;
  }

  static SharedStages of(Form form) {
    SharedStages shared = new SharedStages(form);
    for (int s = 0; s < form.stages().size(); s++) {
      shared.add(s, form.stages().get(s));
    }
    return shared;
  }

  List<Method> methods() {
    return List.copyOf(methods.values());
  }

  List<Call> calls() {
    return calls;
  }

  /** True for a method that more than one stage calls. */
  boolean isShared(Method method) {
    return calls.stream().filter(call -> call.method() == method).limit(2).count() == 2;
  }

  private void add(int index, Form.Stage stage) {
    List<String> operands = List.copyOf(Uses.buffers(stage.body()));
    Object key = new Shape(operands).of(stage);
    Method own = new Method("stage" + methods.size(), index, stage, operands);
    Method first = methods.putIfAbsent(key, own);
    calls.add(new Call(first == null ? own : first, operands));
  }

  /** The names of one stage replaced by numbers. */
  private final class Shape {
    private final List<String> operands;
    private final Map<String, Integer> names = new HashMap<>();

    Shape(List<String> operands) {
      this.operands = operands;
    }

    Object of(Form.Stage stage) {
      List<Object> shape = new ArrayList<>();
      shape.add(stage.vector());
      operands.forEach(operand -> shape.add(kind(operand)));
      for (Stmt stmt : stage.body()) {
        Object own = of(stmt);
        if (own == null) {
          return stage.body();
        }
        shape.add(own);
      }
      return shape;
    }

    private Object kind(String operand) {
      return form.scratch().containsKey(operand)
          ? form.scratch().get(operand)
          : form.domains().get(operand);
    }

    private Object of(Stmt stmt) {
      return switch (stmt) {
        case Stmt.Let(String name, var dtype, Operation operation) -> {
          Object computed = of(operation);
          names.put(name, names.size());
          yield List.of("let", dtype, computed);
        }
        case Stmt.Store(String buffer, Index index, Atom value) ->
            List.of("store", operands.indexOf(buffer), of(buffer, index), of(value));
        case Stmt.Check(Atom ok, int site) -> List.of("check", of(ok), site);
        case Stmt.Loop _, Stmt.While _, Stmt.If _, Stmt.Fold _, Stmt.Alloc _, Stmt.Barrier _ ->
            null;
      };
    }

    private Object of(Operation operation) {
      return switch (operation) {
        case Operation.Apply(var prim, var atoms) -> List.of(prim, of(atoms));
        case Operation.Call(var routine, var atoms) -> List.of(routine, of(atoms));
        case Operation.CallWhere(var routine, var atoms) -> List.of("where", routine, of(atoms));
        case Operation.Load(String buffer, Index index) ->
            List.of("load", operands.indexOf(buffer), of(buffer, index));
      };
    }

    private List<Object> of(List<Atom> atoms) {
      return atoms.stream().map(this::of).toList();
    }

    private Object of(Atom atom) {
      return atom instanceof Atom.Ref(String name, _) && names.containsKey(name)
          ? names.get(name)
          : atom;
    }

    /** Positions of windows all mean the present element. */
    private Object of(String buffer, Index index) {
      return switch (index) {
        case Index.At(var axes) -> form.scratch().containsKey(buffer) ? "present" : of(axes);
        case Index.Guarded(var axes) -> List.of("guarded", of(axes));
        case Index.Kept _, Index.Full _ -> "present";
      };
    }
  }
}
