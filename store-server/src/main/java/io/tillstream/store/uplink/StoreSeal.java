package io.tillstream.store.uplink;

import io.tillstream.platform.security.Credential;
import io.tillstream.platform.security.Seal;
import io.tillstream.protocol.wire.StoreStanding;
import java.util.List;
import java.util.Optional;

/**
 * The store's seal, from what head office issued for it: on envelopes that travel without a login,
 * and on head office's words that come back without one. Thread-safe.
 */
final class StoreSeal {

  private final Optional<byte[]> credentialHash;

  private StoreSeal(Optional<byte[]> credentialHash) {
    this.credentialHash = credentialHash;
  }

  static StoreSeal of(UplinkConfig config) {
    return new StoreSeal(config.credential().map(Credential::hash));
  }

  /** Whether there is one: head office has issued a credential, and it is configured. */
  boolean isKnown() {
    return credentialHash.isPresent();
  }

  /** On an envelope. */
  String on(byte[] envelope) {
    return Seal.of(credentialHash.orElseThrow(), envelope);
  }

  /** Whether head office itself has said this to this store. */
  boolean isOn(StoreStanding said) {
    return credentialHash
        .map(hash -> Seal.isBy(List.of(hash), said.sealed(), said.seal()))
        .orElse(false);
  }
}
