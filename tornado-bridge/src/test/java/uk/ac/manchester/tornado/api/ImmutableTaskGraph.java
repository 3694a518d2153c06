// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

/**
 * Stands in for the class of this name in tests without TornadoVM.
 *
 * @param graph what it is a snapshot of
 */
public record ImmutableTaskGraph(TaskGraph graph) {}
