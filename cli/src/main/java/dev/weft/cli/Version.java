// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code weft --version} prints. */
final class Version implements IVersionProvider {
  static String text() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "weft " + (version == null ? "(unpackaged)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
