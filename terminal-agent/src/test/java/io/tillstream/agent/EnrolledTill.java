package io.tillstream.agent;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tillstream.agent.shop.Disk;
import io.tillstream.agent.shop.SmallStore;
import io.tillstream.agent.shop.TestTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens a small store and enrols this agent with it, before the agent starts. */
public final class EnrolledTill implements QuarkusTestResourceLifecycleManager {

  private SmallStore store;
  private Path folder;

  @Override
  public Map<String, String> start() {
    store =
        new SmallStore()
            .sells("85123A", "WHITE HANGING HEART", 25_500, 100_000)
            .sells("85123a", "ANOTHER HEART", 29_500, 100_000)
            .sells("71053", "WHITE METAL LANTERN", 33_900, 100_000)
            .sells("ON/OFF 100%", "SWITCH", 5_000, 100_000)
            .sellsService("POST", 180_000)
            .knows("PRICELESS")
            .marks("5012345678900", "71053");
    try {
      folder = Files.createTempDirectory("till");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TestTerminal.enrols(store, SmallStore.CODE, folder);
    return Map.of(
        "tillstream.data",
        folder.toString(),
        "tillstream.agent.offline-after",
        "700ms",
        "tillstream.agent.poll-shortest",
        "100ms",
        "tillstream.agent.rest-refused",
        "200ms",
        "tillstream.agent.poll-longest",
        "500ms",
        "tillstream.agent.reserve-bytes",
        "65536");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(store, new TestInjector.MatchesType(SmallStore.class));
  }

  @Override
  public void stop() {
    store.close();
    Disk.erase(folder);
  }
}
