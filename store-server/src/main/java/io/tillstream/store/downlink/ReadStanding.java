package io.tillstream.store.downlink;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.downlink.FollowState;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads how far the store has followed head office. Thread-safe. */
@Singleton
public class ReadStanding {

  private final DataSource database;

  ReadStanding(DataSource database) {
    this.database = database;
  }

  /**
   * One layer.
   *
   * @param layer which
   * @param scope whose word it is
   * @param incarnation of head office's log
   * @param seq the last change taken in
   * @param head where the log ended when head office last said so
   * @param bucket while the layer is read as a whole: the next of its 1,024 buckets; else absent
   * @param movedAt when it last moved
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LayerStanding(
      String layer,
      String scope,
      String incarnation,
      long seq,
      long head,
      Integer bucket,
      Instant movedAt) {}

  /** The lowest first; none before the first page. */
  public List<LayerStanding> layers() throws SQLException {
    List<LayerStanding> layers = new ArrayList<>();
    Cursors.all(database)
        .forEach(
            (layer, cursor) -> {
              String life = cursor.state().known().map(each -> each.incarnation()).orElse(null);
              layers.add(
                  switch (cursor.state()) {
                    case FollowState.Unknown unknown ->
                        new LayerStanding(
                            layer.toString(), cursor.scope(), life, 0, 0, 0, cursor.movedAt());
                    case FollowState.Reading reading ->
                        new LayerStanding(
                            layer.toString(),
                            cursor.scope(),
                            life,
                            reading.since(),
                            reading.newest().seq(),
                            reading.bucket(),
                            cursor.movedAt());
                    case FollowState.Following following ->
                        new LayerStanding(
                            layer.toString(),
                            cursor.scope(),
                            life,
                            following.after(),
                            following.head(),
                            null,
                            cursor.movedAt());
                  });
            });
    return layers;
  }
}
