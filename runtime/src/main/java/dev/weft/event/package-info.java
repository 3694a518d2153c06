// SPDX-License-Identifier: Apache-2.0

/** Events of the JVM's flight recorder. */
package dev.weft.event;
