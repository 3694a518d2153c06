// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.tensor.DType;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** All that the bridge names of TornadoVM is there: what it calls itself, and what tasks call. */
class ApiNamesTest {

  /** Finds everything where a loader looks. */
  static TreeSet<EmittedNames.Member> check(ClassLoader loader)
      throws ReflectiveOperationException {
    TreeSet<EmittedNames.Member> members = null;
    for (boolean methods : new boolean[] {true, false}) {
      // finds every member that it will ever use by name
      TornadoApi api = new TornadoApi(loader, methods);
      members = EmittedNames.of(api.names(Fused.class));
      for (EmittedNames.Member member : members) {
        member.find(loader);
      }
    }
    // products of matrices, and batches of them
    Cublas.libraryTask(loader, 13);
    Cublas.libraryTask(loader, 17);
    return members;
  }

  @Test
  void theClassesThatStandInHaveAll() throws ReflectiveOperationException {
    Set<String> names =
        check(ApiNamesTest.class.getClassLoader()).stream()
            .map(EmittedNames.Member::name)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "get",
            "set",
            "globalIdx",
            "groupIdx",
            "localIdx",
            "localBarrier",
            "allocateIntLocalArray",
            "allocateLongLocalArray",
            "allocateFloatLocalArray",
            "allocateDoubleLocalArray"),
        names);
    Cublas library = new Cublas(ApiNamesTest.class.getClassLoader());
    assertTrue(library.multiplies(DType.F32, false) && library.multiplies(DType.F64, true));
  }

  @Test
  void whatIsMissingIsFound() {
    String context = "uk/ac/manchester/tornado/api/KernelContext";
    ClassLoader loader = ApiNamesTest.class.getClassLoader();
    var method = new EmittedNames.Member(context, "localBarrier", "(I)V", false);
    assertThrows(NoSuchMethodException.class, () -> method.find(loader));
    var field = new EmittedNames.Member(context, "groupIdx", "J", true);
    assertThrows(NoSuchFieldException.class, () -> field.find(loader));
    ClassLoader none = ClassLoader.getPlatformClassLoader();
    assertThrows(ClassNotFoundException.class, () -> new TornadoApi(none));
  }
}
