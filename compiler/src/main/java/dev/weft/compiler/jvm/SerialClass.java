// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.program.KernelCode.Domain;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes a class whose {@code run} does everything: parameters are whole tensors. Groups and
 * threads of a kernel for a GPU run one after another.
 */
record SerialClass(ClassBuilder builder, Kernel kernel, Lines lines) implements Opcodes {

  void write() {
    Code code = builder.method("run", "(L" + Types.FRAME + ";JI)V");
    Local frame = code.parameter("frame", Type.getObjectType(Types.FRAME));
    code.parameter("origin", Type.LONG_TYPE);
    code.parameter("count", Type.INT_TYPE);
    Scope scope = new Scope(code);
    BodyEmitter body = new BodyEmitter(code, scope, new ScalarLanes(code, scope), frame, lines);
    Map<String, Integer> indices = KernelClass.indices(kernel);
    FrameBuffers buffers = new FrameBuffers(code, frame, indices);
    for (String name : Uses.buffers(kernel.body())) {
      if (indices.containsKey(name)) {
        Kernel.Param param = kernel.params().get(indices.get(name));
        body.buffers().put(name, buffers.parameter(param, Domain.WHOLE));
      }
    }
    body.at(new Position.Alone(kernel.keptRank(), null));
    Extents.bind(code, scope, kernel, frame, kernel.body());
    body.block(kernel.body());
    code.op(RETURN);
    code.end();
  }
}
