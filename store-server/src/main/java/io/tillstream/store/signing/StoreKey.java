package io.tillstream.store.signing;

import io.tillstream.platform.security.MakeSecretFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The key (Ed25519) with which this store signs the files that are carried to terminals. Made when
 * it is first needed, and kept in {@code signing-key} in the data directory, readable by the owner
 * alone. Thread-safe.
 */
@Singleton
public class StoreKey {

  private static final String ALGORITHM = "Ed25519";

  private final Path file;
  private Kept kept;

  private record Kept(PrivateKey secret, String publicKey) {}

  StoreKey(@ConfigProperty(name = "tillstream.data") Path data) {
    file = data.resolve("signing-key");
  }

  /** What others check a signature by: the X.509 form in base64. */
  public synchronized String publicKey() {
    return kept().publicKey();
  }

  /** Signs. */
  public synchronized String sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(kept().secret());
      signature.update(bytes);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(file + " cannot sign", e);
    }
  }

  private Kept kept() {
    if (kept == null) {
      try {
        kept = read();
      } catch (IOException e) {
        throw new UncheckedIOException("the store's key cannot be kept in " + file, e);
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IllegalStateException(file + " holds no key of this program", e);
      }
    }
    return kept;
  }

  private Kept read() throws IOException, GeneralSecurityException {
    if (Files.notExists(file)) {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      MakeSecretFile.holding(
          base64(pair.getPrivate().getEncoded()) + "\n" + base64(pair.getPublic().getEncoded()),
          file);
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2) {
      throw new IllegalArgumentException("two lines are wanted");
    }
    byte[] secret = Base64.getDecoder().decode(lines.get(0));
    return new Kept(
        KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret)),
        lines.get(1));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
