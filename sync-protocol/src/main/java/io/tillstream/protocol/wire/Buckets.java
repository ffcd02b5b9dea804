package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * All rows of some buckets, as the store's own terminal holds them.
 *
 * @param protocol the version asked for
 * @param incarnation of the change log
 * @param seq the checkpoint they are of
 * @param schema of the replica
 * @param tables the rows; a table without rows may be missing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Buckets(
    int protocol, String incarnation, long seq, int schema, List<TableChanges> tables) {

  /** Most buckets in one answer. */
  public static final int ASKED_MAX = 16;
}
