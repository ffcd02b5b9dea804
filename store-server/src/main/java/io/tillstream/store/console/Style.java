package io.tillstream.store.console;

import io.quarkus.qute.TemplateExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/**
 * Where pages find their style. Browsers keep the file for a day without asking; its address says
 * what is in it, so that the pages of a new version do not appear in the style of the old one.
 */
final class Style {

  private static final String FILE = "/console/console.css";
  private static final String ADDRESS = FILE + "?" + sum("META-INF/resources" + FILE);

  private Style() {}

  @TemplateExtension(namespace = "console")
  static String style() {
    return ADDRESS;
  }

  private static String sum(String resource) {
    try (InputStream file = Style.class.getClassLoader().getResourceAsStream(resource)) {
      CRC32 sum = new CRC32();
      sum.update(file.readAllBytes());
      return Long.toHexString(sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
