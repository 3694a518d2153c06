// SPDX-License-Identifier: Apache-2.0
package dev.weft.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PackageGraphTest {
  private final PackageGraph graph = new PackageGraph();

  @Test
  void aFieldTypeIsAUse() {
    add("a.A", "b.B[]");
    assertEquals(Set.of("b", "java.lang"), graph.uses().get("a"));
  }

  @Test
  void aLineIsNoCycle() {
    add("a.A", "b.B");
    add("a.A2", "c.C");
    add("b.B", "c.C");
    add("c.C", "c.D");
    assertEquals(List.of(), graph.cycle());
  }

  @Test
  void aCycleIsNamedWithoutTheWayToIt() {
    add("a.A", "b.B");
    add("b.B", "c.C");
    add("c.C", "b.B2");
    assertEquals(List.of("b", "c", "b"), graph.cycle());
  }

  private void add(String name, String fieldType) {
    ClassDesc field = ClassDesc.of(fieldType.replace("[]", ""));
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                type ->
                    type.withField("f", fieldType.endsWith("[]") ? field.arrayType() : field, 0));
    graph.add(ClassFile.of().parse(bytes));
  }
}
