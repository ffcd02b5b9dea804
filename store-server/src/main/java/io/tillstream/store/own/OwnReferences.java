package io.tillstream.store.own;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.transfer.TransferIds;
import io.tillstream.store.writer.Batch;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which of the store's own documents was made under a reference, so that asking for it again makes
 * no second one. The writer's thread only.
 */
public final class OwnReferences {

  private static final String SELECT =
      "SELECT document_seq, request_hash FROM own_reference WHERE type = ? AND reference = ?";
  private static final String INSERT =
      "INSERT INTO own_reference (type, reference, document_seq, request_hash)"
          + " VALUES (?, ?, ?, ?)";

  private OwnReferences() {}

  static Optional<Outcome> before(Batch batch, Document document) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, document.type().toString());
    select.setString(2, document.reference());
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      return Optional.of(
          Arrays.equals(asked(document), row.getBytes(2))
              ? new Outcome.Repeated(row.getLong(1))
              : new Outcome.ReferenceReused());
    }
  }

  static void remember(Batch batch, Document document, long documentSeq) throws SQLException {
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, document.type().toString());
    insert.setString(2, document.reference());
    insert.setLong(3, documentSeq);
    insert.setBytes(4, asked(document));
    insert.executeUpdate();
  }

  /**
   * Remembers a document that came back from head office; one that was asked for again in the
   * meantime stays the reference's.
   */
  public static void returned(Batch batch, Document document, long documentSeq)
      throws SQLException {
    if (before(batch, document).isEmpty()) {
      remember(batch, document, documentSeq);
    }
  }

  /** The hash of what was asked for when a document was made: all but its place and time. */
  private static byte[] asked(Document document) {
    StringBuilder request = new StringBuilder();
    said(request, "from", document.from());
    said(request, "to", document.to());
    said(request, "customer", document.customer());
    said(request, "reason", document.reason());
    if (document.transfer() != null) {
      if (!isNamedHere(document)) {
        said(request, "transfer", document.transfer().id());
      }
      said(request, "store", document.transfer().store());
      said(request, "part", document.transfer().part());
    }
    for (Line line : document.lines()) {
      request.append(line.item()).append('\t').append(line.quantityThousandths());
      if (line.unitCostTenThousandths() != null) {
        request.append('\t').append(line.unitCostTenThousandths());
      }
      request.append('\n');
    }
    return Hash.START.then(request.toString().getBytes(StandardCharsets.UTF_8)).toBytes();
  }

  /** The store may have named the transfer itself; whoever asked did not say that name. */
  private static boolean isNamedHere(Document document) {
    return document.type() == DocumentType.TRANSFER_DISPATCH
        && TransferIds.isGivenBy(document.store(), document.transfer().id());
  }

  private static void said(StringBuilder request, String field, Object value) {
    if (value != null) {
      request.append(field).append('\t').append(value).append('\n');
    }
  }
}
