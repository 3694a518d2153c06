// SPDX-License-Identifier: Apache-2.0
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns switches over types, and the equality and hashing of records, into plain methods of their
 * classes, in Weft's jars of a folder; run by the launcher from source.
 *
 * <p>The Java compiler leaves their code to be made by the JVM when they are first met, about a
 * millisecond each, and no archive of classes keeps it: it was a fifth of the time that a small
 * command takes.
 */
final class PlainCalls {
  private static final int HIDDEN =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final int PRIME = 31;

  private final ClassModel model;
  private final ClassDesc self;
  private final List<Consumer<ClassBuilder>> methods = new ArrayList<>();

  private PlainCalls(ClassModel model) {
    this.model = model;
    this.self = model.thisClass().asSymbol();
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    ClassFile writer = ClassFile.of(ClassHierarchyResolverOption.of(hierarchy(folder)));
    for (Path jar : files(folder, "weft-*.jar")) {
      try (FileSystem files = FileSystems.newFileSystem(jar)) {
        for (Path file : classFiles(files.getPath("/"))) {
          new PlainCalls(writer.parse(file)).rewrite(writer, file);
        }
      }
    }
  }

  /** What extends what, as the jars and the JDK say. */
  private static ClassHierarchyResolver hierarchy(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    for (Path jar : files(folder, "*.jar")) {
      jars.add(jar.toUri().toURL());
    }
    return ClassHierarchyResolver.ofResourceParsing(
            new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()))
        .cached();
  }

  private void rewrite(ClassFile writer, Path file) throws IOException {
    ClassTransform calls = ClassTransform.transformingMethodBodies(this::rewrite);
    ClassTransform more =
        ClassTransform.endHandler(builder -> methods.forEach(method -> method.accept(builder)));
    byte[] bytes = writer.transformClass(model, calls.andThen(more));
    if (!methods.isEmpty()) {
      Files.write(file, bytes);
    }
  }

  private void rewrite(CodeBuilder code, CodeElement element) {
    if (!(element instanceof InvokeDynamicInstruction call)) {
      code.with(element);
      return;
    }
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    String made = bootstrap.owner().displayName() + "." + bootstrap.methodName();
    String name = call.name().stringValue();
    List<ConstantDesc> values = call.bootstrapArgs();
    if (made.equals("SwitchBootstraps.typeSwitch") && values.stream().allMatch(this::isType)) {
      List<ClassDesc> types = values.stream().map(ClassDesc.class::cast).toList();
      call(code, call, "switch$" + methods.size(), method -> choose(method, types));
    } else if (made.equals("ObjectMethods.bootstrap") && name.equals("equals")) {
      call(code, call, "equals$record", method -> compare(method, fields(values)));
    } else if (made.equals("ObjectMethods.bootstrap") && name.equals("hashCode")) {
      call(code, call, "hashCode$record", method -> hash(method, fields(values)));
    } else {
      code.with(element);
    }
  }

  private boolean isType(ConstantDesc label) {
    return label instanceof ClassDesc;
  }

  private void call(
      CodeBuilder code, InvokeDynamicInstruction call, String name, Consumer<CodeBuilder> body) {
    MethodTypeDesc type = call.typeSymbol();
    methods.add(builder -> builder.withMethodBody(name, type, HIDDEN, body));
    boolean inInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    code.invokestatic(self, name, type, inInterface);
  }

  /** Of a value and a number: the first case from that one on whose type the value has. */
  private static void choose(CodeBuilder code, List<ClassDesc> types) {
    Label missing = code.newLabel();
    Label none = code.newLabel();
    List<SwitchCase> cases =
        IntStream.range(0, types.size()).mapToObj(i -> SwitchCase.of(i, code.newLabel())).toList();
    code.aload(0).ifnull(missing);
    code.iload(1).tableswitch(none, cases);
    for (int i = 0; i < types.size(); i++) {
      Label next = i + 1 < types.size() ? cases.get(i + 1).target() : none;
      code.labelBinding(cases.get(i).target());
      code.aload(0).instanceOf(types.get(i)).ifeq(next);
      code.loadConstant(i).ireturn();
    }
    code.labelBinding(none).loadConstant(types.size()).ireturn();
    code.labelBinding(missing).iconst_m1().ireturn();
  }

  private static List<DirectMethodHandleDesc> fields(List<ConstantDesc> values) {
    return values.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
  }

  private void compare(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    Label differs = code.newLabel();
    Label other = code.newLabel();
    code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn();
    code.labelBinding(other).aload(1).instanceOf(self).ifeq(differs);
    code.aload(1).checkcast(self).astore(2);
    for (DirectMethodHandleDesc field : fields) {
      load(code, 0, field);
      load(code, 2, field);
      switch (TypeKind.from(type(field)).asLoadable()) {
        case INT -> code.if_icmpne(differs);
        case REFERENCE ->
            code.invokestatic(
                    OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                .ifeq(differs);
        default ->
            code.invokestatic(
                    box(field), "compare", MethodTypeDesc.of(CD_int, type(field), type(field)))
                .ifne(differs);
      }
    }
    code.iconst_1().ireturn();
    code.labelBinding(differs).iconst_0().ireturn();
  }

  private void hash(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      code.loadConstant(PRIME).imul();
      load(code, 0, field);
      if (type(field).isPrimitive()) {
        code.invokestatic(box(field), "hashCode", MethodTypeDesc.of(CD_int, type(field)));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private void load(CodeBuilder code, int variable, DirectMethodHandleDesc field) {
    code.aload(variable).getfield(self, field.methodName(), type(field));
  }

  private static ClassDesc type(DirectMethodHandleDesc field) {
    return field.invocationType().returnType();
  }

  private static ClassDesc box(DirectMethodHandleDesc field) {
    String name =
        switch (TypeKind.from(type(field))) {
          case BOOLEAN -> "Boolean";
          case BYTE -> "Byte";
          case CHAR -> "Character";
          case SHORT -> "Short";
          case INT -> "Integer";
          case LONG -> "Long";
          case FLOAT -> "Float";
          case DOUBLE -> "Double";
          case REFERENCE, VOID -> throw new IllegalArgumentException(field.toString());
        };
    return ClassDesc.of("java.lang", name);
  }

  private static List<Path> files(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      return all;
    }
  }

  private static List<Path> classFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("module-info.class"))
          .toList();
    }
  }
}
