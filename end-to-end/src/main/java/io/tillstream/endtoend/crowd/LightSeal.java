package io.tillstream.endtoend.crowd;

import io.tillstream.protocol.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A store's seal, made from what PROTOCOL.md says of it and not by the programs' own code. */
public final class LightSeal {

  private static final String ALGORITHM = "HmacSHA256";

  private LightSeal() {}

  /**
   * An envelope as its store puts it into the topic.
   *
   * @param credential which head office issued for the store
   */
  public static ProducerRecord<byte[], byte[]> sealed(
      String topic, String store, byte[] envelope, String credential) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, store.getBytes(StandardCharsets.UTF_8), envelope);
    record
        .headers()
        .add(Protocol.SEAL_HEADER, of(credential, envelope).getBytes(StandardCharsets.US_ASCII));
    return record;
  }

  private static String of(String credential, byte[] envelope) {
    try {
      byte[] key =
          MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(envelope));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
