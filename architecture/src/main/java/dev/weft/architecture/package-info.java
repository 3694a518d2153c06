// SPDX-License-Identifier: Apache-2.0

/**
 * The laws of the house, as tests over the class files and sources of every module. There is
 * nothing to run here; the module stands last so that every other is built before it looks.
 */
package dev.weft.architecture;
