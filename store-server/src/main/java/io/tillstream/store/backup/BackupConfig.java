package io.tillstream.store.backup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Database files that are carried to terminals by hand. */
@ConfigMapping(prefix = "tillstream.backup")
public interface BackupConfig {

  /** Where terminals reach this store, for a file that enrols one: {@code http://store:7200}. */
  Optional<URI> storeUrl();

  /** How long an administrator waits for a snapshot that is being made. */
  @WithDefault("60S")
  Duration waitForFile();
}
