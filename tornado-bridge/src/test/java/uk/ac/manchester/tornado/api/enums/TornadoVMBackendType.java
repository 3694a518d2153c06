// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api.enums;

/** Stands in for the class of this name in tests without TornadoVM. */
public enum TornadoVMBackendType {
  OPENCL,
  CUDA
}
