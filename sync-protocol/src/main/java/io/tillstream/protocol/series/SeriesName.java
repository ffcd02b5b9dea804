package io.tillstream.protocol.series;

import io.tillstream.protocol.document.DocumentType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A terminal's series: one for each type that it makes, and one of their own for customers that are
 * taken down while the store is out of reach, so that their numbers never meet those given out
 * elsewhere meanwhile.
 */
public enum SeriesName {
  /** Of sales. */
  SALE(DocumentType.SALE),
  /** Of returns. */
  RETURN(DocumentType.RETURN),
  /** Of write-offs. */
  WRITE_OFF(DocumentType.WRITE_OFF),
  /** Of financial adjustments. */
  FINANCIAL_ADJUSTMENT(DocumentType.FINANCIAL_ADJUSTMENT),
  /** Of customers while the store is in reach. */
  CUSTOMER(DocumentType.CUSTOMER),
  /** Of customers while it is not. */
  CUSTOMER_OFFLINE(DocumentType.CUSTOMER),
  /** Of voids. */
  VOID(DocumentType.VOID),
  /** Of day closes. */
  DAY_CLOSE(DocumentType.DAY_CLOSE),
  /** Of marks of counts. */
  COUNT_MARK(DocumentType.COUNT_MARK);

  private final DocumentType type;

  SeriesName(DocumentType type) {
    this.type = type;
  }

  /** The series that numbers a document. */
  public static SeriesName of(DocumentType type, boolean offline) {
    if (type == DocumentType.CUSTOMER && offline) {
      return CUSTOMER_OFFLINE;
    }
    return of(type.toString())
        .orElseThrow(() -> new IllegalArgumentException("no terminal numbers a " + type));
  }

  /** The series of this name on the wire. */
  public static Optional<SeriesName> of(String wireName) {
    return Arrays.stream(values()).filter(each -> each.toString().equals(wireName)).findFirst();
  }

  /** The series of these types. */
  public static List<SeriesName> of(List<DocumentType> types) {
    return Arrays.stream(values()).filter(each -> types.contains(each.type)).toList();
  }

  /** What it numbers. */
  public DocumentType type() {
    return type;
  }

  /** What is granted unless an administrator says otherwise; each has a prefix of its own. */
  public SeriesTemplate standard() {
    return this == CUSTOMER_OFFLINE
        ? SeriesTemplate.parse("CO-{store}-{terminal}-{yy}-{epoch}-{n:6}")
        : SeriesTemplate.standard(type);
  }

  /** The name on the wire. */
  @Override
  public String toString() {
    return this == CUSTOMER_OFFLINE ? "customer-offline" : type.toString();
  }
}
