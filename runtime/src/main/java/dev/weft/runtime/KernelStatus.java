// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/**
 * Which body of a kernel runs.
 *
 * @param kernel the kernel's name
 * @param reason why it is so, in words
 */
public record KernelStatus(String kernel, State state, String reason) {

  /** The bodies that a kernel may run on; all give the same bits. */
  public enum State {
    SCALAR,
    /** The scalar body runs while the vector body is being compiled in the background. */
    WARMING,
    VECTOR,
    /** Not on this processor: on the device that the reason names. */
    DEVICE
  }
}
