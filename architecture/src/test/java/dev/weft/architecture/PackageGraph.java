// SPDX-License-Identifier: Apache-2.0
package dev.weft.architecture;

import java.io.IOException;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which package uses which, as the class files of the modules say it. */
final class PackageGraph {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$/]+)[;<]");

  /** Package to the packages its classes name, itself excluded. */
  private final Map<String, Set<String>> uses = new TreeMap<>();

  /** Reads every class file below the roots. */
  static PackageGraph read(List<Path> roots) throws IOException {
    PackageGraph graph = new PackageGraph();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          graph.add(ClassFile.of().parse(file));
        }
      }
    }
    return graph;
  }

  Map<String, Set<String>> uses() {
    return uses;
  }

  /** The packages of one cycle in order, or an empty list. */
  List<String> cycle() {
    Map<String, Boolean> onPath = new HashMap<>();
    for (String start : uses.keySet()) {
      List<String> path = new ArrayList<>();
      if (closes(start, path, onPath)) {
        return path.subList(path.indexOf(path.getLast()), path.size());
      }
    }
    return List.of();
  }

  private boolean closes(String name, List<String> path, Map<String, Boolean> onPath) {
    Boolean state = onPath.get(name);
    if (Boolean.FALSE.equals(state)) {
      return false;
    }
    path.add(name);
    if (Boolean.TRUE.equals(state)) {
      return true;
    }
    onPath.put(name, true);
    for (String next : uses.getOrDefault(name, Set.of())) {
      if (closes(next, path, onPath)) {
        return true;
      }
    }
    onPath.put(name, false);
    path.removeLast();
    return false;
  }

  void add(ClassModel model) {
    String from = packageOf(model.thisClass().asInternalName());
    Set<String> to = uses.computeIfAbsent(from, key -> new TreeSet<>(Comparator.naturalOrder()));
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> addType(type.asInternalName(), to);
        case NameAndTypeEntry member -> addDescriptor(member.type().stringValue(), to);
        case MethodTypeEntry type -> addDescriptor(type.descriptor().stringValue(), to);
        default -> {}
      }
    }
    addSignature(model, to);
    model.fields().forEach(field -> addDescriptor(field.fieldType().stringValue(), to));
    model.fields().forEach(field -> addSignature(field, to));
    model.methods().forEach(method -> addDescriptor(method.methodType().stringValue(), to));
    model.methods().forEach(method -> addSignature(method, to));
    to.remove(from);
  }

  private static void addSignature(AttributedElement element, Set<String> to) {
    element
        .findAttribute(Attributes.signature())
        .ifPresent(signature -> addDescriptor(signature.signature().stringValue(), to));
  }

  private static void addType(String name, Set<String> to) {
    if (name.startsWith("[")) {
      addDescriptor(name, to);
    } else {
      to.add(packageOf(name));
    }
  }

  private static void addDescriptor(String descriptor, Set<String> to) {
    IN_DESCRIPTOR.matcher(descriptor).results().forEach(m -> to.add(packageOf(m.group(1))));
  }

  private static String packageOf(String internalName) {
    int slash = internalName.lastIndexOf('/');
    return slash < 0 ? "" : internalName.substring(0, slash).replace('/', '.');
  }
}
