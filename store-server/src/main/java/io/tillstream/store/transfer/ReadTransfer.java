package io.tillstream.store.transfer;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.transfer.TransferIds;
import io.tillstream.store.own.Goods;
import io.tillstream.store.own.ReadGoods;
import io.tillstream.store.shop.Shop;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one request about a transfer, and finds every fault at once. One thread. */
final class ReadTransfer {

  /** What stands in a path, and on papers, without being misread. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Faults faults = new Faults();
  private final ReadGoods read = new ReadGoods(faults);
  private final DocumentType type;
  private final Shop shop;
  private final LocalDate today;
  private StoreId other;

  /**
   * Begins.
   *
   * @throws ProblemException {@code malformed-body} when there is no body
   */
  ReadTransfer(DocumentType type, Shop shop, LocalDate today, Object body) {
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    this.type = type;
    this.shop = shop;
    this.today = today;
  }

  /** The id of a transfer that may be known. */
  String id(String id) {
    if (!ID.matcher(id).matches()) {
      read.fault("id", "has 1 to 64 letters, digits, dots, hyphens and underscores");
    }
    return id;
  }

  /** The id that people give to a new transfer, or null when the store is to give one. */
  String newId(String id) {
    if (id != null && TransferIds.isGivenBy(shop.id(), id(id))) {
      read.fault("id", "ids like this are given by the store itself");
    }
    return id;
  }

  /** The other store. */
  void store(String name, boolean isRequired) {
    if (name == null) {
      if (isRequired) {
        read.fault("store", "is missing");
      }
      return;
    }
    try {
      other = new StoreId(name);
    } catch (InvalidIdentity e) {
      read.fault("store", e.getMessage());
    }
    if (shop.id().equals(other)) {
      read.fault("store", "is this store itself");
    }
  }

  Location place(String path, String name) {
    return read.place(path, name);
  }

  String reason(String reason) {
    return read.reason("reason", reason);
  }

  /** Which way goods of a difference go: out of transit when missing, into it when found. */
  Route kind(String kind) {
    if ("found".equals(kind)) {
      return new Route(Location.ADJUSTMENT, Location.IN_TRANSIT);
    }
    if (!"missing".equals(kind)) {
      read.fault("kind", "must be missing or found");
    }
    return new Route(Location.IN_TRANSIT, Location.ADJUSTMENT);
  }

  /**
   * The request as it was read.
   *
   * @throws ProblemException naming everything that is wrong with it
   */
  RecordTransfer request(
      String id,
      boolean part,
      String reference,
      Route way,
      String reason,
      List<ReadGoods.LineBody> lines) {
    read.code("reference", reference);
    List<Goods> goods = read.lines(lines);
    faults.throwIfAny();
    return new RecordTransfer(shop, type, id, other, part, reference, today, way, reason, goods);
  }
}
