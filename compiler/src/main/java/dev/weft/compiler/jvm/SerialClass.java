// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Kernel;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes a class whose {@code run} does everything: parameters are whole tensors. */
record SerialClass(ClassBuilder builder, Kernel kernel, Lines lines) implements Opcodes {

  void write() {
    Code code = builder.method("run", "(L" + Types.FRAME + ";JI)V");
    Local frame = code.parameter("frame", Type.getObjectType(Types.FRAME));
    code.parameter("origin", Type.LONG_TYPE);
    code.parameter("count", Type.INT_TYPE);
    Scope scope = new Scope(code);
    BodyEmitter body = new BodyEmitter(code, scope, new ScalarLanes(code, scope), frame, lines);
    for (String name : Uses.buffers(kernel.body())) {
      bind(body, frame, name);
    }
    Extents.bind(code, scope, kernel, frame, kernel.body());
    body.block(kernel.body());
    code.op(RETURN);
    code.end();
  }

  private void bind(BodyEmitter body, Local frame, String name) {
    for (int p = 0; p < kernel.params().size(); p++) {
      Kernel.Param param = kernel.params().get(p);
      if (param.name().equals(name)) {
        body.buffers().put(name, KernelClass.whole(body.code(), frame, p, param));
      }
    }
  }
}
