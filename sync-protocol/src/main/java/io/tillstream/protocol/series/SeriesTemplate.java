package io.tillstream.protocol.series;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a series writes its numbers, for example {@code {store}-{terminal}-{yy}-{epoch}-{n:6}}.
 *
 * <p>Placeholders: {@code {store}}, {@code {terminal}}, {@code {epoch}}, {@code {yy}} and {@code
 * {yyyy}} (of the business date), and {@code {n:W}}, the counter padded with zeros to W digits; a
 * longer counter is printed whole. Each may stand once. Between them stand capital letters, digits
 * and {@code - / .}; two placeholders of varying length never touch, so that two different keys
 * never print alike (I10). A template may leave {@code {epoch}} out: from the second epoch on it
 * then stands after the terminal's name, {@code S1-T1.2-26-000017}. Immutable.
 */
public final class SeriesTemplate {

  /** The longest a template may be. */
  public static final int LENGTH_MAX = 40;

  /** The longest a printed number can be; what a database keeps must have the room. */
  public static final int NUMBER_LENGTH_MAX = 64;

  private static final Pattern PART =
      Pattern.compile("\\{(?<name>[a-z]+)(?::(?<width>[1-9]|1[0-8]))?}|(?<text>[A-Z0-9./-]+)");

  private final String source;
  private final List<Part> parts;

  private SeriesTemplate(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws InvalidTemplate when it could print one number twice, or is not a template at all
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static SeriesTemplate parse(String source) {
    if (source == null || source.length() > LENGTH_MAX) {
      throw new InvalidTemplate(source, "it has at most " + LENGTH_MAX + " characters");
    }
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(source);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      parts.add(part(source, matcher));
      end = matcher.end();
    }
    if (end != source.length() || parts.isEmpty()) {
      throw new InvalidTemplate(source, "it cannot be read from position " + (end + 1));
    }
    SeriesTemplate template = new SeriesTemplate(source, parts);
    template.requireUniqueNumbers();
    return template;
  }

  /** What every enrolment grants; each type has a prefix of its own. */
  public static SeriesTemplate standard(DocumentType type) {
    String prefix =
        switch (type) {
          case SALE -> "";
          case RETURN -> "R-";
          case WRITE_OFF -> "W-";
          case FINANCIAL_ADJUSTMENT -> "A-";
          case CUSTOMER -> "C-";
          case VOID -> "V-";
          case DAY_CLOSE -> "D-";
          case GOODS_RECEIPT -> "G-";
          case STOCK_MOVEMENT -> "M-";
          case TRANSFER_DISPATCH -> "TD-";
          case TRANSFER_RECEIPT -> "TR-";
          case TRANSFER_DIFFERENCE -> "TX-";
          case COUNT_MARK -> "CM-";
          case COUNT -> "CT-";
          case COUNT_RESTATEMENT -> "CR-";
          case CASE_SETTLEMENT -> "S-";
          case PROMISE -> "P-";
          case PROMISE_END -> "PE-";
        };
    return parse(prefix + "{store}-{terminal}-{yy}-{epoch}-{n:6}");
  }

  /**
   * The printed number.
   *
   * @param stream whose series this is
   * @param businessDate the day the document counts for
   * @param counter 1, 2, 3 … within the series and epoch
   */
  public String print(DocumentStream stream, LocalDate businessDate, long counter) {
    StringBuilder number = new StringBuilder(NUMBER_LENGTH_MAX);
    for (Part part : parts) {
      switch (part) {
        case Text(String text) -> number.append(text);
        case Field(Placeholder placeholder, int width) -> {
          String value =
              switch (placeholder) {
                case STORE -> stream.store().value();
                case TERMINAL -> terminal(stream);
                case EPOCH -> Integer.toString(stream.epoch());
                case YY -> Integer.toString(Math.floorMod(businessDate.getYear(), 100));
                case YYYY -> Integer.toString(businessDate.getYear());
                case N -> Long.toString(counter);
              };
          // Not by a format, which would write Arabic digits on a till set to Arabic.
          number.repeat('0', Math.max(0, width - value.length())).append(value);
        }
      }
    }
    return number.toString();
  }

  /**
   * The year within which the counter counts: the number holds the year, so a new one begins at 1.
   *
   * @return null when the number holds no year, and the counter counts through the epoch
   */
  public Integer period(LocalDate businessDate) {
    return has(Placeholder.YY) || has(Placeholder.YYYY) ? (Integer) businessDate.getYear() : null;
  }

  /**
   * Whether a series that changes from another template to this one could print a number again.
   * Counters go on, so templates that differ in the width of the counter alone cannot.
   */
  public boolean mayRepeat(SeriesTemplate former, StoreId store, TerminalId terminal) {
    return !shapeOfFields().equals(former.shapeOfFields())
        && PrintedAlike.may(this, terminal, former, terminal, store);
  }

  /** Whether this template on one terminal, and another elsewhere, could print one number. */
  public boolean mayPrintAs(
      SeriesTemplate other, StoreId store, TerminalId terminal, TerminalId terminalOfOther) {
    return PrintedAlike.may(this, terminal, other, terminalOfOther, store);
  }

  private List<Part> shapeOfFields() {
    return parts.stream()
        .map(
            part ->
                part instanceof Field field && field.placeholder() == Placeholder.N
                    ? new Field(Placeholder.N, 0)
                    : part)
        .toList();
  }

  /** What it can print, in the signs of {@link PrintedAlike}. */
  List<String> shapes(StoreId store, TerminalId terminal) {
    return has(Placeholder.EPOCH)
        ? List.of(shape(store, terminal.value()))
        : List.of(shape(store, terminal.value()), shape(store, terminal + ".#*"));
  }

  private String shape(StoreId store, String terminal) {
    StringBuilder shape = new StringBuilder(NUMBER_LENGTH_MAX);
    for (Part part : parts) {
      switch (part) {
        case Text(String text) -> shape.append(text);
        case Field(Placeholder placeholder, int width) -> {
          switch (placeholder) {
            case STORE -> shape.append(store.value());
            case TERMINAL -> shape.append(terminal);
            case EPOCH -> shape.append("#*");
            case YY -> shape.append("##");
            case YYYY -> shape.append("####");
            case N -> shape.repeat('#', Math.max(1, width)).append('*');
          }
        }
      }
    }
    return shape.toString();
  }

  private String terminal(DocumentStream stream) {
    // No name holds a dot, so the second life of T1 is never taken for the first of another till.
    return stream.epoch() == 1 || has(Placeholder.EPOCH)
        ? stream.terminal().value()
        : stream.terminal() + "." + stream.epoch();
  }

  private boolean has(Placeholder placeholder) {
    return parts.stream()
        .anyMatch(part -> part instanceof Field field && field.placeholder() == placeholder);
  }

  private static Part part(String source, Matcher matcher) {
    if (matcher.group("text") != null) {
      return new Text(matcher.group("text"));
    }
    for (Placeholder placeholder : Placeholder.values()) {
      if (placeholder.name.equals(matcher.group("name"))) {
        int width = matcher.group("width") == null ? 0 : Integer.parseInt(matcher.group("width"));
        if (width > 0 && placeholder != Placeholder.N) {
          throw new InvalidTemplate(source, "only {n} takes a width");
        }
        return new Field(
            placeholder,
            switch (placeholder) {
              case YY -> 2;
              case YYYY -> 4;
              case STORE, TERMINAL, EPOCH, N -> width;
            });
      }
    }
    throw new InvalidTemplate(source, "it has no placeholder {" + matcher.group("name") + "}");
  }

  private void requireUniqueNumbers() {
    Set<Placeholder> missing = EnumSet.of(Placeholder.STORE, Placeholder.TERMINAL, Placeholder.N);
    Set<Placeholder> seen = EnumSet.noneOf(Placeholder.class);
    Part before = null;
    for (Part part : parts) {
      if (part instanceof Field field) {
        missing.remove(field.placeholder());
        if (!seen.add(field.placeholder())) {
          throw new InvalidTemplate(
              source, "{" + field.placeholder().name + "} stands in it more than once");
        }
        if (before instanceof Field neighbour && neighbour.varies()) {
          throw new InvalidTemplate(
              source, "a separator must stand before {" + field.placeholder().name + "}");
        }
      } else if (part instanceof Text(String text)
          && before instanceof Field neighbour
          && neighbour.varies()
          && Character.isLetterOrDigit(text.charAt(0))) {
        throw new InvalidTemplate(
            source, "a separator must stand after {" + neighbour.placeholder().name + "}");
      }
      before = part;
    }
    if (!missing.isEmpty()) {
      throw new InvalidTemplate(
          source,
          "without {" + missing.iterator().next().name + "} two receipts could share a number");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesTemplate template && source.equals(template.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  /** The template as it was written. */
  @Override
  @JsonValue
  public String toString() {
    return source;
  }

  private enum Placeholder {
    STORE("store"),
    TERMINAL("terminal"),
    EPOCH("epoch"),
    YY("yy"),
    YYYY("yyyy"),
    N("n");

    private final String name;

    Placeholder(String name) {
      this.name = name;
    }
  }

  private sealed interface Part {}

  private record Text(String text) implements Part {}

  private record Field(Placeholder placeholder, int width) implements Part {

    /**
     * Whether the printed length varies, so that what follows could be mistaken for a part of it.
     */
    boolean varies() {
      return placeholder != Placeholder.YY && placeholder != Placeholder.YYYY;
    }
  }
}
