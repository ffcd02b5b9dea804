package io.tillstream.headoffice.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tillstream.platform.stream.WellFormed;
import io.tillstream.protocol.chain.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One document, whole.
 *
 * @param listed as in a list
 * @param hash its chain: the SHA-256 of the previous document's hash and of the bytes below
 * @param resolved what the store decided on lines whose maker did not know the item, or null
 * @param document the maker's bytes, verbatim; absent when they are no JSON
 * @param bytes these, in base64, when they are no JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentDetail(
    @JsonUnwrapped ListedDocument listed,
    Hash hash,
    @JsonRawValue String resolved,
    @JsonRawValue String document,
    String bytes) {

  static DocumentDetail of(ListedDocument listed, Hash hash, String resolved, byte[] body) {
    return WellFormed.isJson(body)
        ? new DocumentDetail(listed, hash, resolved, new String(body, StandardCharsets.UTF_8), null)
        : new DocumentDetail(
            listed, hash, resolved, null, Base64.getEncoder().encodeToString(body));
  }
}
