package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A computer whose program has an administrator. Thread-safe. */
public abstract class Server extends Computer {

  private static final String READY = "/q/health/ready";

  private volatile HttpPeer admin;
  private final Map<String, String> settings = new ConcurrentSkipListMap<>();

  Server(Programs programs, Path data) throws IOException {
    super(programs, data, READY);
  }

  @Override
  public final void awaitReady() throws InterruptedException {
    super.awaitReady();
    if (admin == null) {
      admin = Administration.of(open(), data());
    }
  }

  /** Whether it says, now, that it is ready. */
  public final boolean isReady() {
    try {
      return open().get(READY).isSuccess();
    } catch (IOException e) {
      return false;
    }
  }

  /** From its next start on, this property has this value. */
  public final void set(String property, String value) {
    settings.put(property, value);
  }

  /** Its own settings, and what was set besides. */
  final List<String> settings(String... own) {
    List<String> all = new ArrayList<>(List.of(own));
    settings.forEach((property, value) -> all.add(property + "=" + value));
    return all;
  }

  /** It, asked by its administrator; from when it was ready first. */
  public final HttpPeer admin() {
    return admin;
  }
}
