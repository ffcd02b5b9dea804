package io.tillstream.store.incarnation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the store remembers, outside its database, how far its books had come. */
@ConfigMapping(prefix = "tillstream.witness")
public interface WitnessConfig {

  /**
   * The file. It must not be restored together with the database: leave it out of backups, best on
   * another disk. Without it a restored database is still recognised by head office and by
   * terminals, but later.
   */
  @WithDefault("${tillstream.data}/books-witness.json")
  Path file();
}
