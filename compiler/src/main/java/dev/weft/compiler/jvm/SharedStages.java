// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Index;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds stages that differ in their operands and literals only. Each becomes one method, which is
 * compiled, and warm, once: a sum of thousands of terms is one method called hundreds of times.
 */
final class SharedStages {
  /** Parameters of a method are at most 255 words. */
  private static final int MOST_LITERALS = 100;

  /**
   * One method for one or more stages.
   *
   * @param index of the first of them
   * @param stage what it computes, with names for what calls give
   */
  record Method(String name, int index, Form.Stage stage, Given given) {}

  /**
   * A call of a stage's method.
   *
   * @param buffers those of this call, in order of their first use
   */
  record Call(Method method, List<String> buffers, List<Literal> literals) {}

  /** A stage as it was scheduled. */
  private record Member(int index, List<String> buffers, List<Literal> literals) {}

  private final Form form;
  private final Lines lines;
  private final List<Method> methods = new ArrayList<>();
  private final Call[] calls;

  private SharedStages(Form form, Lines lines) {
    this.form = form;
    this.lines = lines;
    this.calls = new Call[form.stages().size()];
  }

  static SharedStages of(Form form, Lines lines) {
    SharedStages shared = new SharedStages(form, lines);
    Map<Object, List<Member>> alike = new LinkedHashMap<>();
    for (int s = 0; s < form.stages().size(); s++) {
      Form.Stage stage = form.stages().get(s);
      List<String> buffers = List.copyOf(Uses.buffers(stage.body()));
      Member member = new Member(s, buffers, StageLiterals.of(stage.body()));
      alike
          .computeIfAbsent(shared.new Shape(buffers).of(stage), _ -> new ArrayList<>())
          .add(member);
    }
    alike.values().forEach(shared::add);
    return shared;
  }

  List<Method> methods() {
    return methods;
  }

  List<Call> calls() {
    return List.of(calls);
  }

  private void add(List<Member> members) {
    Map<List<Literal>, Atom.Ref> names = new LinkedHashMap<>();
    List<Atom.Ref> given = new ArrayList<>();
    for (int i = 0; i < members.getFirst().literals().size(); i++) {
      int column = i;
      List<Literal> values = members.stream().map(m -> m.literals().get(column)).toList();
      given.add(
          values.stream().distinct().count() == 1
              ? null
              : names.computeIfAbsent(values, _ -> name(names.size(), values.getFirst())));
    }
    if (names.size() > MOST_LITERALS) {
      members.forEach(member -> add(List.of(member)));
    } else {
      add(members, names, given);
    }
  }

  private static Atom.Ref name(int number, Literal value) {
    return new Atom.Ref("$literal" + number, value.dtype());
  }

  /**
   * @param names what differs, with its values per member
   * @param given per literal its name, or null for one that all members share
   */
  private void add(List<Member> members, Map<List<Literal>, Atom.Ref> names, List<Atom.Ref> given) {
    Member first = members.getFirst();
    boolean isShared = members.size() > 1;
    Given all = isShared ? new Given(first.buffers(), List.copyOf(names.values())) : Given.NOTHING;
    Form.Stage stage = form.stages().get(first.index());
    Iterator<Atom.Ref> next = given.iterator();
    List<Stmt> body =
        StageLiterals.replaced(
            stage.body(), lines, literal -> Optional.<Atom>ofNullable(next.next()).orElse(literal));
    Method method =
        new Method(
            "stage" + methods.size(), first.index(), new Form.Stage(stage.vector(), body), all);
    methods.add(method);
    for (int m = 0; m < members.size(); m++) {
      int member = m;
      List<Literal> literals = names.keySet().stream().map(v -> v.get(member)).toList();
      calls[members.get(m).index()] = new Call(method, members.get(m).buffers(), literals);
    }
  }

  /** The names of one stage replaced by numbers, and what calls may give by its dtype. */
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
      List<Stmt> body =
          StageLiterals.replaced(stage.body(), new Lines(), c -> new Atom.Ref("$", c.dtype()));
      for (Stmt stmt : body) {
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
