package io.tillstream.store.intake;

import com.fasterxml.jackson.databind.DatabindException;
import io.tillstream.platform.stream.WellFormed;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.shop.Shop;
import java.io.IOException;
import java.util.Optional;

/**
 * From the bytes of a document to what it says. Bytes that say nothing are a document all the same:
 * it was recorded, and refusing it would hold up all that its terminal made after it (I14).
 * Thread-safe.
 */
public final class ReadDocument {

  private final JudgeDocument judge;

  /** Reads for a shop. */
  public ReadDocument(Shop shop) {
    judge = new JudgeDocument(shop);
  }

  /**
   * Reads it.
   *
   * @param key where it stands
   * @param hash its stream's chain up to it
   */
  public ReceivedDocument read(DocumentKey key, byte[] line, Hash hash) {
    try {
      Document document = DocumentJson.read(line);
      if (document == null) {
        return unreadable(key, line, hash, "it is not a JSON object");
      }
      Optional<String> fault = judge.fault(document, key);
      return fault.isPresent()
          ? unreadable(key, line, hash, fault.get())
          : new ReceivedDocument.Legible(
              new Held(key, hash, line, document),
              // What the lines leave open is decided by the writer, which knows the catalogue.
              Booking.of(document, item -> Optional.empty()),
              false);
    } catch (DatabindException e) {
      return unreadable(key, line, hash, "it has not the form of a document");
    } catch (IOException e) {
      return unreadable(key, line, hash, "it is not JSON");
    }
  }

  private static ReceivedDocument unreadable(DocumentKey key, byte[] line, Hash hash, String why) {
    boolean isJson = WellFormed.isJson(line);
    return new ReceivedDocument.Unreadable(
        new Held(key, hash, line, null), isJson ? why : "it is not JSON", isJson);
  }
}
