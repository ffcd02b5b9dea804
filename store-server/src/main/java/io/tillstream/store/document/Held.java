package io.tillstream.store.document;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;

/**
 * A document to be kept.
 *
 * @param key where it stands
 * @param hash its stream's chain up to it
 * @param body its maker's bytes, kept as they are; not copied, not to be changed
 * @param document what they say, or null when they cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier on the hot path, never compared
public record Held(DocumentKey key, Hash hash, byte[] body, Document document) {}
