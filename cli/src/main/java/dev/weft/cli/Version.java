// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code weft --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"weft " + (version == null ? "(unpackaged)" : version)};
  }
}
