package io.tillstream.replica.snapshot;

import io.tillstream.protocol.chain.Hash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Adds up bytes as they pass by. Used by one thread. */
final class Sha256 {

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds what remains in the buffer, which stays as it is. */
  Sha256 add(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
    return this;
  }

  /** The hash of all since the last time. */
  Hash end() {
    return Hash.of(digest.digest());
  }
}
