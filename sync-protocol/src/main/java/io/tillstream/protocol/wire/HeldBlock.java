package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.equality.AuditedDocument;
import java.util.List;

/**
 * The documents that head office holds in one block of a stream.
 *
 * @param protocol the version asked for
 * @param documents in their order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeldBlock(int protocol, List<AuditedDocument> documents) {}
