package io.tillstream.store.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Limits of the catalogue. */
@ConfigMapping(prefix = "tillstream.catalogue")
public interface CatalogueConfig {

  /** Most bytes of a catalogue file. Above 32 MiB the limit of the HTTP layer holds, too. */
  long FILE_BYTES_MAX = 32L * 1024 * 1024;

  /** Most rows of a catalogue file; all of them are one transaction. */
  @Min(1)
  @WithDefault("50000")
  int rowsMax();
}
