package io.tillstream.store.goods;

import io.tillstream.protocol.document.Document;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Remembers which receipt was made under a delivery note's reference, so that entering the note
 * again makes no second one. The writer's thread only.
 */
public final class RememberReceipt {

  private static final String FIND = "SELECT document_seq FROM goods_receipt WHERE reference = ?";
  private static final String INSERT =
      "INSERT INTO goods_receipt (reference, document_seq, request_hash) VALUES (?, ?, ?)";

  private RememberReceipt() {}

  static void write(Batch batch, String reference, long documentSeq, byte[] requestHash)
      throws SQLException {
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, reference);
    insert.setLong(2, documentSeq);
    insert.setBytes(3, requestHash);
    insert.executeUpdate();
  }

  /**
   * Of a receipt that came back; one that was entered again in the meantime stays the reference's.
   */
  public static void of(Batch batch, Document receipt, long documentSeq) throws SQLException {
    PreparedStatement find = batch.prepare(FIND);
    find.setString(1, receipt.reference());
    try (ResultSet row = find.executeQuery()) {
      if (row.next()) {
        return;
      }
    }
    write(batch, receipt.reference(), documentSeq, RecordGoodsReceipt.requestHash(receipt));
  }
}
