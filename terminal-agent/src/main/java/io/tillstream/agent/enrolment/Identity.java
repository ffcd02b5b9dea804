package io.tillstream.agent.enrolment;

import io.tillstream.protocol.identity.DocumentStream;
import java.net.URI;
import java.util.Currency;

/**
 * Who this terminal is.
 *
 * @param stream store, terminal and the epoch of this journal
 * @param currency of all its documents
 * @param storeUrl where its store answers, without a slash at the end
 * @param credential the secret it shows there; never printed or logged
 */
public record Identity(DocumentStream stream, Currency currency, URI storeUrl, String credential) {

  /** The same terminal in another of its epochs, with the credential it has now. */
  public Identity inEpoch(int epoch) {
    return new Identity(
        new DocumentStream(stream.store(), stream.terminal(), epoch),
        currency,
        storeUrl,
        credential);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return stream + " at " + storeUrl;
  }
}
