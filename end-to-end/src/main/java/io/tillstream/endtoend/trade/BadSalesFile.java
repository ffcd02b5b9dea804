package io.tillstream.endtoend.trade;

import java.nio.file.Path;

/** A file of sales cannot be used; the message names the file, the line and the reason. */
public final class BadSalesFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadSalesFile(Path file, String reason) {
    super(file + ": " + reason);
  }

  BadSalesFile(Path file, long line, String reason) {
    super(file + ", line " + line + ": " + reason);
  }
}
