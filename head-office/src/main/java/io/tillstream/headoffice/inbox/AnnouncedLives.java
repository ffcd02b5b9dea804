package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.identity.StoreId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a word that was spoilt on its way from beginning another life of a store's log (I2). A life
 * that is not held yet begins with an envelope whose header is sealed; of a store that does not
 * seal its headers, with the second of two in succession that say it. What is remembered for that
 * is one word for each store, and lost with the program: the store says it again. Thread-safe.
 */
@Singleton
class AnnouncedLives {

  private final Map<StoreId, String> announced = new ConcurrentHashMap<>();

  /**
   * Hears which life an envelope is of.
   *
   * @return whether records of it may be taken in
   */
  boolean hear(Envelope envelope, StoreStream stream) {
    if (envelope.isSealed() || !stream.isNew()) {
      announced.remove(envelope.store());
      return true;
    }
    return envelope.incarnation().equals(announced.put(envelope.store(), envelope.incarnation()));
  }
}
