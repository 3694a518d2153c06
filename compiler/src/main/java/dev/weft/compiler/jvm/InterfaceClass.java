// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.diagnostic.Wording;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Objects of an interface whose one method is a method handle. The handle is a constant of a hidden
 * class, so that the JVM compiles a call straight through it.
 */
public final class InterfaceClass implements Opcodes {
  private static final String OBJECT = "java/lang/Object";
  private static final ConstantDynamic TARGET =
      new ConstantDynamic(
          "_",
          Type.getDescriptor(MethodHandle.class),
          new Handle(
              H_INVOKESTATIC,
              Type.getInternalName(MethodHandles.class),
              "classData",
              MethodType.methodType(Object.class, Lookup.class, String.class, Class.class)
                  .descriptorString(),
              false));

  private InterfaceClass() {}

  /**
   * Makes an object.
   *
   * @param target of the method's type
   * @param text what the object says of itself
   * @throws IllegalArgumentException if the interface cannot be implemented from here
   */
  public static Object implement(Class<?> type, Method method, MethodHandle target, String text) {
    Lookup lookup = lookup(type);
    String name = internal(lookup.lookupClass(), "Bound" + type.getSimpleName());
    byte[] bytes = bytes(name, type, method, text);
    try {
      Lookup made = lookup.defineHiddenClassWithClassData(bytes, target, true);
      return made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw new IllegalArgumentException(
          type.getTypeName() + " cannot be implemented here: " + e, e);
    }
  }

  /** Who may implement an interface: a neighbour of it, or where it is public anybody. */
  private static Lookup lookup(Class<?> type) {
    Lookup own = MethodHandles.lookup();
    try {
      Lookup near = MethodHandles.privateLookupIn(type, own);
      return near.hasFullPrivilegeAccess() ? near : neighbour(near);
    } catch (IllegalAccessException _) {
      if (isVisible(type, own)) {
        return own;
      }
      throw new IllegalArgumentException(
          Wording.of(
              "%s cannot be reached: export or open package %s of %s to Weft",
              type.getTypeName(), type.getPackageName(), type.getModule()));
    }
  }

  /**
   * The lookup of a class in the package of an interface that another module has: only one of its
   * own may define hidden classes there.
   */
  private static synchronized Lookup neighbour(Lookup near) throws IllegalAccessException {
    String name = internal(near.lookupClass(), "WeftNeighbour");
    try {
      Class<?> neighbour = existing(near, name);
      MethodHandle lookup =
          near.findStatic(
              neighbour == null ? near.defineClass(neighbour(name)) : neighbour,
              "lookup",
              MethodType.methodType(Lookup.class));
      return (Lookup) lookup.invoke();
    } catch (IllegalAccessException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> existing(Lookup near, String name) {
    try {
      return Class.forName(name.replace('/', '.'), false, near.lookupClass().getClassLoader());
    } catch (ClassNotFoundException _) {
      return null;
    }
  }

  private static byte[] neighbour(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(V25, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, OBJECT, null);
    String descriptor = MethodType.methodType(Lookup.class).descriptorString();
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "lookup", descriptor, null, null);
    code.visitCode();
    String handles = Type.getInternalName(MethodHandles.class);
    code.visitMethodInsn(INVOKESTATIC, handles, "lookup", descriptor, false);
    end(code, ARETURN);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** The name of a class beside another one. */
  private static String internal(Class<?> beside, String name) {
    String home = beside.getPackageName();
    return home.isEmpty() ? name : home.replace('.', '/') + "/" + name;
  }

  private static boolean isVisible(Class<?> type, Lookup from) {
    try {
      return from.findClass(type.getName()) == type;
    } catch (ReflectiveOperationException | LinkageError _) {
      return false;
    }
  }

  private static byte[] bytes(String name, Class<?> type, Method method, String text) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int access = ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC;
    String[] interfaces = {Type.getInternalName(type)};
    writer.visit(V25, access, name, null, OBJECT, interfaces);
    MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
    init.visitCode();
    init.visitVarInsn(ALOAD, 0);
    init.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    end(init, RETURN);
    MethodVisitor string =
        writer.visitMethod(ACC_PUBLIC, "toString", "()Ljava/lang/String;", null, null);
    string.visitCode();
    string.visitLdcInsn(text);
    end(string, ARETURN);
    method(writer, method);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void method(ClassWriter writer, Method method) {
    String descriptor = Type.getMethodDescriptor(method);
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, method.getName(), descriptor, null, null);
    code.visitCode();
    code.visitLdcInsn(TARGET);
    int slot = 1;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(parameter.getOpcode(ILOAD), slot);
      slot += parameter.getSize();
    }
    String handle = Type.getInternalName(MethodHandle.class);
    code.visitMethodInsn(INVOKEVIRTUAL, handle, "invokeExact", descriptor, false);
    end(code, Type.getReturnType(descriptor).getOpcode(IRETURN));
  }

  private static void end(MethodVisitor code, int instruction) {
    code.visitInsn(instruction);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
