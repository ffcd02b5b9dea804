package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tillstream.protocol.identity.TerminalId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a document says of a count. A mark names the count and no more: its own place is what it
 * says. A count tells what was found; more lines than a document holds go on in further parts. A
 * restatement tells for which document a variance is put right.
 *
 * @param id which count
 * @param kind on a count, else null
 * @param location where was counted; null on a mark
 * @param part 1, 2, 3 … on a count in more than one document, else null
 * @param parts how many those are, or null
 * @param countedBy who answers for the count, or null
 * @param approvedBy who else has looked at its variances, or null
 * @param cut on a count: which documents it includes, by terminal; else null
 * @param restates on a restatement: the document that came late; else null
 * @param lines by item; null on a mark
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CountDetails(
    String id,
    Kind kind,
    Location location,
    Integer part,
    Integer parts,
    String countedBy,
    String approvedBy,
    List<Place> cut,
    Place restates,
    List<CountLine> lines) {

  /** The most characters that a count's name may have. */
  public static final int ID_LENGTH_MAX = 24;

  // It stands in addresses, and before a blank in references.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1," + ID_LENGTH_MAX + "}");

  /** What a count's name may consist of, for a person. */
  public static final String ID_RULE =
      "must be 1 to " + ID_LENGTH_MAX + " letters, digits, dots, hyphens or underscores";

  /** Copies the lists. */
  public CountDetails {
    cut = cut == null ? null : List.copyOf(cut);
    lines = lines == null ? null : List.copyOf(lines);
  }

  /** Whether a count may be called so. */
  public static boolean isId(String text) {
    return text != null && ID.matcher(text).matches();
  }

  /** The mark of a count. */
  public static CountDetails mark(String id) {
    return new CountDetails(id, null, null, null, null, null, null, null, null, null);
  }

  /** Whether everything at a place is counted. */
  public enum Kind {
    /** All there is: an item that is not listed is not there. */
    FULL("full"),
    /** The listed items, and nothing is said of others. */
    PARTIAL("partial");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /**
     * The kind of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Kind of(String wireName) {
      return Arrays.stream(values())
          .filter(kind -> kind.wireName.equals(wireName))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no kind of count '" + wireName + "'"));
    }

    @Override
    @JsonValue
    public String toString() {
      return wireName;
    }
  }

  /**
   * A place in a terminal's documents.
   *
   * @param terminal whose
   * @param epoch of which life of its journal
   * @param n the document there; in a cut, the last one that is included
   * @param unmarked in a cut: true when nobody made a mark at the terminal, and the place is what
   *     the store had received of it; else null
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Place(TerminalId terminal, int epoch, long n, Boolean unmarked) {}

  /**
   * An item.
   *
   * @param item its code
   * @param countedThousandths how much was found; null on a restatement
   * @param varianceThousandths what is booked for it at the counted place, against adjustments;
   *     negative when something is missing
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record CountLine(String item, Long countedThousandths, long varianceThousandths) {}
}
