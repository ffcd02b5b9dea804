package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.series.Series;
import java.util.List;

/**
 * What a terminal is from now on.
 *
 * @param protocol the store's protocol version
 * @param store the shop
 * @param terminal the till position
 * @param epoch the life of the journal that begins now
 * @param credential 256 random bits, base64url; the store keeps only its hash
 * @param currency ISO 4217
 * @param incarnation of the store's change log
 * @param series one for each document type that terminals make
 * @param backupKey the public key (Ed25519, X.509, base64) with which the store signs database
 *     files that are carried by hand, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrolmentGrant(
    int protocol,
    StoreId store,
    TerminalId terminal,
    int epoch,
    String credential,
    String currency,
    String incarnation,
    List<Series> series,
    String backupKey) {

  /** Without the credential, which belongs in no log. */
  @Override
  public String toString() {
    return "EnrolmentGrant[" + store + "/" + terminal + "/" + epoch + "]";
  }
}
