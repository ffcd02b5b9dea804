package io.tillstream.headoffice.listing;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import java.util.function.Function;

/** Reads the parameters that lists share; a wrong one is refused by its name. */
public final class Page {

  /** Rows of a page when the caller does not say. */
  public static final int LIMIT_DEFAULT = 100;

  /** The most rows of a page. */
  public static final int LIMIT_MAX = 5_000;

  private Page() {}

  /** How many rows; the default when absent. */
  public static int limit(String given) {
    int limit = given == null ? LIMIT_DEFAULT : read("limit", given, Integer::valueOf);
    if (limit < 1 || limit > LIMIT_MAX) {
      throw invalid("limit", "must be from 1 to " + LIMIT_MAX);
    }
    return limit;
  }

  /** After which position; 0, the beginning, when absent. */
  public static long after(String given) {
    return given == null ? 0 : read("after", given, Long::valueOf);
  }

  /** The store that was named. */
  public static StoreId store(String given) {
    if (given == null) {
      throw invalid("store", "is missing");
    }
    return identity(given, StoreId::new);
  }

  /** The terminal that was named, or null when none was. */
  public static TerminalId terminal(String given) {
    return given == null ? null : identity(given, TerminalId::new);
  }

  /** The document that a path names. */
  public static DocumentKey key(String store, String terminal, String epoch, String n) {
    StoreId ofStore = store(store);
    TerminalId ofTerminal = terminal(terminal);
    int inEpoch = read("epoch", epoch, Integer::valueOf);
    long position = read("n", n, Long::valueOf);
    return identity(n, given -> new DocumentKey(ofStore, ofTerminal, inEpoch, position));
  }

  /** The chain that a path names. */
  public static Hash hash(String hex) {
    try {
      return Hash.of(hex);
    } catch (IllegalArgumentException e) {
      throw invalid("hash", "must be 64 hexadecimal digits");
    }
  }

  private static <T> T identity(String given, Function<String, T> read) {
    try {
      return read.apply(given);
    } catch (InvalidIdentity e) {
      throw invalid(e.field(), e.getMessage());
    }
  }

  private static <T extends Number> T read(String name, String given, Function<String, T> read) {
    try {
      return read.apply(given);
    } catch (NumberFormatException e) {
      throw invalid(name, "must be a whole number, not '" + given + "'");
    }
  }

  private static ProblemException invalid(String name, String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, name + ": " + detail)
        .field(name, detail);
  }
}
