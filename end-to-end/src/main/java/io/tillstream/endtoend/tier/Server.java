package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.nio.file.Path;

/** A computer whose program has an administrator. Thread-safe. */
public abstract class Server extends Computer {

  private volatile HttpPeer admin;

  Server(Programs programs, Path data) throws IOException {
    super(programs, data, "/q/health/ready");
  }

  @Override
  public final void awaitReady() throws InterruptedException {
    super.awaitReady();
    if (admin == null) {
      admin = Administration.of(open(), data());
    }
  }

  /** It, asked by its administrator; from when it was ready first. */
  public final HttpPeer admin() {
    return admin;
  }
}
