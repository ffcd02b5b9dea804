package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.equality.AuditBlock;
import java.util.List;

/**
 * Documents that head office holds of a stream, in digests.
 *
 * @param protocol the version asked for
 * @param to up to which n they were looked at
 * @param blocks of those of which any document is held
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeldBlocks(int protocol, long to, List<AuditBlock> blocks) {

  /** Most blocks of an answer. */
  public static final int BLOCKS_MAX = 128;
}
