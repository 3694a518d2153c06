// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives stack maps to class files of Java 5 and older, in all jars of a folder; run by the launcher
 * from source.
 *
 * <p>Some libraries still ship such files. The JVM checks them with its old, slow verifier and
 * keeps them out of its caches; together that is most of the time a small command takes.
 */
final class StackMaps {
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  /** The old classes of all jars, since those of one may speak of those of another. */
  private final Map<ClassDesc, ClassModel> old = new HashMap<>();

  private final Map<ClassDesc, Path> places = new HashMap<>();

  public static void main(String[] args) throws IOException {
    List<FileSystem> open = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
      StackMaps maps = new StackMaps();
      for (Path jar : jars) {
        FileSystem files = FileSystems.newFileSystem(jar);
        open.add(files);
        maps.collect(files.getPath("/"));
      }
      maps.add();
    } finally {
      for (FileSystem files : open) {
        files.close();
      }
    }
  }

  private void collect(Path root) throws IOException {
    for (Path file : classFiles(root)) {
      ClassModel model = ClassFile.of().parse(file);
      if (model.majorVersion() < FIRST_WITH_STACK_MAPS) {
        old.put(model.thisClass().asSymbol(), model);
        places.put(model.thisClass().asSymbol(), file);
      }
    }
  }

  private void add() throws IOException {
    ClassHierarchyResolver hierarchy =
        ClassHierarchyResolver.ofClassLoading(ClassLoader.getPlatformClassLoader())
            .orElse(name -> describe(old.get(name)));
    ClassFile writer =
        ClassFile.of(
            ClassHierarchyResolverOption.of(hierarchy), StackMapsOption.GENERATE_STACK_MAPS);
    for (ClassModel model : old.values()) {
      Files.write(
          places.get(model.thisClass().asSymbol()), writer.transformClass(model, modernize()));
    }
  }

  private static ClassHierarchyResolver.ClassHierarchyInfo describe(ClassModel model) {
    if (model == null) {
      return null;
    }
    return (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0
        ? ClassHierarchyResolver.ClassHierarchyInfo.ofInterface()
        : ClassHierarchyResolver.ClassHierarchyInfo.ofClass(
            model.superclass().orElseThrow().asSymbol());
  }

  /** Every method body is written anew, which is what makes its stack map. */
  private static ClassTransform modernize() {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    return version.andThen(
        ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element)));
  }

  private static List<Path> classFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }
}
