package io.tillstream.protocol.wire;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.series.SeriesTemplate;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which versions of the conversation a server takes part in, and what each of them knows. A server
 * answers in the version it is asked in, so that a program two versions behind goes on working
 * while a shop is brought up to date (I21). Pure; thread-safe.
 */
public final class Versions {

  /** What a program of version 1 can make; it refuses a grant that names any other type. */
  private static final Set<DocumentType> OF_VERSION_1 =
      EnumSet.of(
          DocumentType.SALE,
          DocumentType.RETURN,
          DocumentType.WRITE_OFF,
          DocumentType.FINANCIAL_ADJUSTMENT,
          DocumentType.CUSTOMER);

  private Versions() {}

  /**
   * The versions that are answered, as a refusal names them.
   *
   * @param oldest the lowest
   * @param newest the highest
   */
  public record Accepted(int oldest, int newest) {

    @Override
    public String toString() {
      return oldest + " to " + newest;
    }
  }

  /** The versions that this code answers. */
  public static Accepted accepted() {
    return new Accepted(Protocol.OLDEST_ACCEPTED, Protocol.VERSION);
  }

  /** Whether a request of this version is answered. */
  public static boolean isAccepted(int version) {
    return version >= Protocol.OLDEST_ACCEPTED && version <= Protocol.VERSION;
  }

  /**
   * The version that a request's header asks for.
   *
   * @param header its text; null, when it has none, stands for the oldest accepted
   * @return empty when it is none that is accepted
   */
  public static OptionalInt ofHeader(String header) {
    if (header == null) {
      return OptionalInt.of(Protocol.OLDEST_ACCEPTED);
    }
    // At most nine digits: more would overflow before they could be compared.
    int version = header.matches("[0-9]{1,9}") ? Integer.parseInt(header) : 0;
    return isAccepted(version) ? OptionalInt.of(version) : OptionalInt.empty();
  }

  /** The kinds of document that every grant of this version names a series for. */
  public static List<DocumentType> granted(int version) {
    return DocumentType.madeAtTerminals().stream()
        .filter(type -> version > 1 ? type != DocumentType.COUNT_MARK : OF_VERSION_1.contains(type))
        .toList();
  }

  /**
   * Whether a program of this version is told of a series. A terminal that makes marks of counts
   * numbers them by the standard template unless it is told another; an older program of the same
   * version refuses what names a type that it does not know.
   */
  public static boolean isTold(int version, Series series) {
    return granted(version).contains(series.type())
        ? version > 1 || series.series() == null
        : version > 1 && !series.template().equals(SeriesTemplate.standard(series.type()));
  }
}
