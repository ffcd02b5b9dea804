package io.tillstream.protocol.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {

  private static final byte[] RECEIPT = "receipt".getBytes(StandardCharsets.UTF_8);

  @Test
  void chainIsTheSha256OfTheFormerHashAndTheRecord() throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(new byte[32]);
    Hash first = Hash.of(sha256.digest(RECEIPT));
    sha256.update(first.toBytes());
    Hash second = Hash.of(sha256.digest(RECEIPT));

    assertThat(Hash.START.then(RECEIPT)).isEqualTo(first);
    assertThat(Hash.START.then(RECEIPT).then(RECEIPT)).isEqualTo(second);
  }

  @Test
  void partOfABufferHashesAsTheRecordItHolds() {
    byte[] buffer = "a receipt, and more".getBytes(StandardCharsets.UTF_8);

    assertThat(Hash.START.then(buffer, 2, 7)).isEqualTo(Hash.START.then(RECEIPT));
  }

  @Test
  void orderOfReceiptsMatters() {
    byte[] other = "another".getBytes(StandardCharsets.UTF_8);

    assertThat(Hash.START.then(RECEIPT).then(other))
        .isNotEqualTo(Hash.START.then(other).then(RECEIPT));
  }

  @Test
  void hashIsWrittenInLowerCaseAndReadsBack() {
    Hash hash = Hash.START.then(RECEIPT);

    assertThat(hash.toString()).matches("[0-9a-f]{64}");
    assertThat(Hash.of(hash.toString())).isEqualTo(hash).hasSameHashCodeAs(hash);
    assertThat(Hash.START).hasToString("0".repeat(64));
  }

  @Test
  void nobodyCanChangeAHash() {
    Hash hash = Hash.START.then(RECEIPT);
    String before = hash.toString();

    hash.toBytes()[0] ^= 1;

    assertThat(hash).hasToString(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz", "0", " "})
  void anythingButSixtyFourHexDigitsIsNoHash(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(text));
    assertThatIllegalArgumentException().isThrownBy(() -> Hash.of("0".repeat(63) + "g"));
    assertThatIllegalArgumentException().isThrownBy(() -> Hash.of("0".repeat(66)));
  }
}
