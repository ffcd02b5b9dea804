package io.tillstream.store.uplink;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Opens the channel to a broker where one is chosen as carrier, and leaves it closed elsewhere. */
public final class EnableKafka implements ConfigSourceFactory {

  // Above application.properties, below what a person says.
  private static final int ORDINAL = 260;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue chosen = context.getValue("tillstream.uplink.carrier");
    boolean isKafka = chosen != null && "kafka".equalsIgnoreCase(chosen.getValue());
    return List.of(
        new PropertiesConfigSource(
            Map.of("mp.messaging.outgoing.store-facts.enabled", Boolean.toString(isKafka)),
            "carrier",
            ORDINAL));
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }
}
