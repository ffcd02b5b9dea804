package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.program.FreePort;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.Program;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.protocol.identity.StoreId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Head office as a running program. Thread-safe. */
public final class HeadOffice {

  private final Path data;
  private final HttpPeer open;
  private final Running running;
  private volatile HttpPeer admin;

  /** Not started yet; its database will lie in this directory. */
  public HeadOffice(Programs programs, Path data) throws IOException {
    this.data = data;
    int port = FreePort.find();
    this.open = HttpPeer.at(port);
    this.running =
        new Running(
            programs,
            new Launch(
                "head office",
                Packaged.HEAD_OFFICE,
                List.of("quarkus.http.port=" + port, "tillstream.data=" + data),
                Map.of(),
                List.of(),
                data.resolve("head-office.log")),
            open,
            "/q/health/ready");
  }

  /** Starts the process and does not wait. */
  public void start() throws IOException {
    running.start();
  }

  /** Waits until it says that it is ready. */
  public void awaitReady() throws InterruptedException {
    running.awaitReady();
    if (admin == null) {
      admin = Administration.of(open, data);
    }
  }

  /** Ends it, politely. */
  public void stop() throws InterruptedException {
    running.stop();
  }

  /** Makes a store known, and returns the store's credential. */
  public String register(StoreId store) throws IOException {
    return admin
        .post("/api/stores", "{\"store\":\"%s\"}".formatted(store))
        .orRefused()
        .json()
        .path("credential")
        .asText();
  }

  /** It, asked by its administrator; from when it was ready first. */
  public HttpPeer admin() {
    return admin;
  }

  /** The process. */
  public Program program() {
    return running.program();
  }

  /** Its data directory. */
  public Path data() {
    return data;
  }
}
