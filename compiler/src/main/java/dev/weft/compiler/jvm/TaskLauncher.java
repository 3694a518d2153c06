// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The object that stands for a task's method where tasks are given as lambdas. It looks like a
 * lambda in both ways in which one is taken apart: the body of {@code apply} is casts and one call,
 * and {@code writeReplace} names the method called.
 */
public final class TaskLauncher implements Opcodes {
  private static final String SERIALIZED = "java/lang/invoke/SerializedLambda";
  private static final String OBJECT = "Ljava/lang/Object;";

  private TaskLauncher() {}

  /** The binary name of a task's launcher. */
  public static String name(TaskCode task) {
    return task.className() + "$T";
  }

  /**
   * Emits the launcher of a task.
   *
   * @param lambda internal name of the interface, whose {@code apply} takes all as objects
   */
  public static byte[] emit(TaskCode task, String lambda) {
    String name = KernelEmitter.internal(name(task));
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        V21,
        ACC_PUBLIC | ACC_FINAL | ACC_SUPER,
        name,
        null,
        "java/lang/Object",
        new String[] {lambda});
    MethodVisitor init = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    init.visitCode();
    init.visitVarInsn(ALOAD, 0);
    init.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    init.visitInsn(RETURN);
    end(init);
    Type[] arguments = Type.getArgumentTypes(task.descriptor());
    String erased = "(" + OBJECT.repeat(arguments.length) + ")V";
    apply(writer, task, arguments, erased);
    writeReplace(writer, task, name, lambda, erased);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Must be the first method with a call: it is found by looking for the first one. */
  private static void apply(ClassWriter writer, TaskCode task, Type[] arguments, String erased) {
    MethodVisitor apply = writer.visitMethod(ACC_PUBLIC, "apply", erased, null, null);
    apply.visitCode();
    for (int i = 0; i < arguments.length; i++) {
      apply.visitVarInsn(ALOAD, 1 + i);
      apply.visitTypeInsn(CHECKCAST, arguments[i].getInternalName());
    }
    String owner = KernelEmitter.internal(task.className());
    apply.visitMethodInsn(INVOKESTATIC, owner, task.method(), task.descriptor(), false);
    apply.visitInsn(RETURN);
    end(apply);
  }

  private static void writeReplace(
      ClassWriter writer, TaskCode task, String name, String lambda, String erased) {
    MethodVisitor replace =
        writer.visitMethod(ACC_PRIVATE, "writeReplace", "()" + OBJECT, null, null);
    replace.visitCode();
    replace.visitTypeInsn(NEW, SERIALIZED);
    replace.visitInsn(DUP);
    replace.visitLdcInsn(Type.getObjectType(name));
    for (String text : new String[] {lambda, "apply", erased}) {
      replace.visitLdcInsn(text);
    }
    replace.visitIntInsn(BIPUSH, Opcodes.H_INVOKESTATIC);
    replace.visitLdcInsn(KernelEmitter.internal(task.className()));
    for (String text : new String[] {task.method(), task.descriptor(), erased}) {
      replace.visitLdcInsn(text);
    }
    replace.visitInsn(ICONST_0);
    replace.visitTypeInsn(ANEWARRAY, "java/lang/Object");
    String string = "Ljava/lang/String;";
    String constructor =
        "(Ljava/lang/Class;" + string.repeat(3) + "I" + string.repeat(4) + "[" + OBJECT + ")V";
    replace.visitMethodInsn(INVOKESPECIAL, SERIALIZED, "<init>", constructor, false);
    replace.visitInsn(ARETURN);
    end(replace);
  }

  private static void end(MethodVisitor method) {
    method.visitMaxs(0, 0);
    method.visitEnd();
  }
}
