package io.tillstream.protocol.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The refusals: wire code, HTTP status and documentation row in one. A refusal changes nothing.
 * docs/PROTOCOL.md lists them, and a test compares.
 */
public enum ProblemCode {
  /** Not JSON, not NDJSON, or cut short. */
  MALFORMED_BODY(400, "The body cannot be read"),
  /** A path or a header that is none. */
  MALFORMED_REQUEST(400, "The request cannot be read"),
  /** A field this version does not have; misspelt fields must not vanish silently. */
  UNKNOWN_FIELD(400, "The body has a field that is not known"),
  /** A query or path parameter that cannot be read. */
  INVALID_PARAMETER(400, "A parameter is not valid"),
  /** Fields that are missing or whose value cannot be. */
  INVALID_FIELD(422, "A field is missing or not valid"),
  /** More decimals than the currency, a price or a quantity has. */
  TOO_MANY_DECIMALS(422, "A number has more decimals than it may have"),
  /** A quantity or an amount beyond any shop's. */
  OUT_OF_RANGE(422, "A number is out of range"),
  /** What was tendered is not the total. */
  TENDER_MISMATCH(422, "The tenders do not add up to the total"),
  /** A line without a price for an item without one. */
  PRICE_MISSING(422, "The item has no price and the line gives none"),
  /** Rows of a catalogue file are wrong; nothing was imported. */
  CATALOGUE_REJECTED(422, "The catalogue has rows that are not valid"),
  /** A batch whose records do not add up to its hash. */
  BAD_HASH(422, "The records do not add up to the stated hash"),
  /** The till app used one reference for two different requests. */
  REFERENCE_REUSED(409, "The reference belongs to another document"),
  /** Goods of a transfer that has none in transit, or that another store or document speaks of. */
  TRANSFER_CONFLICT(409, "The transfer does not allow this now"),
  /** What is to be voided was voided before. */
  ALREADY_VOIDED(409, "The document was voided before"),
  /** A void, a close, a customer: what such a document says cannot be taken back. */
  NOT_VOIDABLE(409, "The document cannot be voided"),
  /** A day close for a date that is closed, or before the one that is open. */
  BUSINESS_DATE_CLOSED(409, "The business date cannot be closed"),
  /** The terminal has no number of a shared range left, and cannot get one now. */
  RANGE_EXHAUSTED(409, "No number of the range is left here"),
  /** After a restore of the store a person has to say which numbers of the range are free. */
  RANGE_HELD(409, "Nothing of the range is lent now"),
  /** A sale of more of a scarce item than is leased to the terminal. */
  LEASE_EXCEEDED(409, "So much of the item may not be sold here now"),
  /** A template that could print a number that another series prints. */
  SERIES_COLLISION(409, "The template could print a number twice"),
  /** The terminal's journal is an old copy of itself; it is enrolled anew before it numbers. */
  TERMINAL_RESTORED(409, "This terminal's journal went back in time"),
  /** Another journal lives under the terminal's name; it is enrolled anew before it numbers. */
  TERMINAL_FORKED(409, "Another journal goes by this terminal's name"),
  /** The terminal's journal may be a copy; it numbers once the store has agreed. */
  TERMINAL_UNPROVEN(409, "This terminal's journal may be a copy"),
  /** Somebody, or what it waited for, has settled the document already. */
  NOT_PARKED(409, "The document is not parked"),
  /** The count is posted or cancelled. */
  COUNT_CLOSED(409, "The count is not open"),
  /** Of one item and place counts follow each other; another open one is of the same. */
  COUNT_OVERLAPS(409, "Another count is of the same"),
  /** Terminals without a mark may have documents that the store does not know. */
  COUNT_UNMARKED(409, "Terminals have not marked the count"),
  /** Variances over the limit were neither counted again nor looked at by a second person. */
  COUNT_NOT_APPROVED(409, "Variances need a recount or a second person"),
  /** Somebody has entered more since it was looked at. */
  COUNT_CHANGED(409, "The count has changed meanwhile"),
  /** Somebody else has settled it, and otherwise. */
  REVIEW_SETTLED(409, "The review was settled otherwise"),
  /** Somebody else has settled the case, or it has ended by itself. */
  CASE_CLOSED(409, "The case is closed"),
  /** More belongs to the case, or is missing, than the person who settles it has seen. */
  CASE_GROWN(409, "The case is not as it was seen"),
  /** Months of the legal entity are closed, and this would change them. */
  ENTITY_CLOSED(409, "Closed months of the legal entity would change"),
  /** A month that is closed already, or one before the first open one. */
  MONTH_CLOSED(409, "The month is closed"),
  /** Another policy in force settles some of the same cases differently. */
  POLICY_CONTRADICTS(409, "The policy contradicts another"),
  /** A batch that begins after the receiver's watermark. */
  STREAM_GAP(409, "Records before this batch are missing"),
  /** A file of facts that tells another history than the one held. */
  STREAM_FORKED(409, "Another history is held under this name"),
  /** A batch for a stream that the credential does not own. */
  STREAM_NOT_YOURS(403, "The stream belongs to another sender"),
  /** A cursor of another incarnation or beyond the head. */
  CURSOR_REFUSED(409, "The cursor does not belong to this change log"),
  /** A protocol version that this program does not speak. */
  PROTOCOL_NOT_SUPPORTED(400, "The protocol version is not supported"),
  /** No credential, or not one that was issued. */
  NOT_AUTHENTICATED(401, "The credential is missing or not valid"),
  /** A credential that was replaced or withdrawn. */
  CREDENTIAL_REVOKED(401, "The credential was revoked"),
  /** A valid credential that may not do this. */
  NOT_PERMITTED(403, "The credential does not permit this"),
  /** No such enrolment code was issued. */
  ENROLMENT_CODE_UNKNOWN(403, "The enrolment code is not known"),
  /** The code has done its one service. */
  ENROLMENT_CODE_USED(409, "The enrolment code was used before"),
  /** The code's short life is over. */
  ENROLMENT_CODE_EXPIRED(410, "The enrolment code has expired"),
  /** A terminal would lose the credential it works with. */
  TERMINAL_ENROLLED(409, "The terminal is enrolled already"),
  /** Nothing of this name is here. */
  NOT_FOUND(404, "There is nothing of this name"),
  /** The path exists, the method does not. */
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  /** None of the representations on offer is acceptable. */
  NOT_ACCEPTABLE(406, "No acceptable representation"),
  /** The body is of a type that is not read here. */
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  /** The body is larger than the limit. */
  BODY_TOO_LARGE(413, "The body is over the limit"),
  /** A part of a file that lies outside it. */
  RANGE_NOT_SATISFIABLE(416, "The file has no such part"),
  /** The path and query are longer than any that is served. */
  URI_TOO_LONG(414, "The URI is over the limit"),
  /** The headers together are larger than any that are of use. */
  HEADERS_TOO_LARGE(431, "The headers are over the limit"),
  /** More than the receiver wants now; Retry-After says when. */
  TOO_MANY_REQUESTS(429, "Too many requests"),
  /** A request from somewhere that must not drive the till. */
  NOT_LOCAL(403, "The local API answers this computer only"),
  /** The terminal's disk is full; the document was not recorded. */
  DISK_FULL(507, "The disk is full"),
  /** The store cannot be reached now; documents wait in the outbox. */
  STORE_UNREACHABLE(503, "The store cannot be reached"),
  /** Head office holds a fact of this store that it cannot apply; an administrator decides. */
  STORE_PARKED(503, "The store's facts wait for an administrator"),
  /** The program is starting, stopping or has stepped down. */
  NOT_AVAILABLE(503, "The service is not available now"),
  /** A fault of the program; the detail names an id to look up in its log. */
  INTERNAL(500, "Something went wrong here");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status it is answered with. */
  public int status() {
    return status;
  }

  /** The same short sentence for every occurrence. */
  public String title() {
    return title;
  }

  /** The URI that identifies the kind of problem (RFC 9457 {@code type}). */
  public String type() {
    return "urn:tillstream:problem:" + this;
  }

  /** The wire code: {@code reference-reused}. */
  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
