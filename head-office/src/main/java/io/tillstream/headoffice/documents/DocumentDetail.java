package io.tillstream.headoffice.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tillstream.protocol.chain.Hash;

/**
 * One document, whole.
 *
 * @param listed as in a list
 * @param hash its chain: the SHA-256 of the previous document's hash and of the bytes below
 * @param resolved what the store decided on lines whose maker did not know the item, or null
 * @param document the maker's bytes, verbatim
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentDetail(
    @JsonUnwrapped ListedDocument listed,
    Hash hash,
    @JsonRawValue String resolved,
    @JsonRawValue String document) {}
