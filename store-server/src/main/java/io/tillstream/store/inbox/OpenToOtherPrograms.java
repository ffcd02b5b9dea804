package io.tillstream.store.inbox;

import java.sql.SQLException;
import org.h2.tools.Server;

/**
 * Lets other programs on this computer reach the embedded database, which is open in this process
 * and so closed to every other. Their triggers run here, too. SQL Server has a server of its own.
 */
public final class OpenToOtherPrograms implements AutoCloseable {

  private final Server server;

  private OpenToOtherPrograms(Server server) {
    this.server = server;
  }

  /**
   * Listens, on loopback only (ChooseDriver sees to that), for databases that exist.
   *
   * @param port 0 for any
   * @throws SQLException when the port is taken
   */
  public static OpenToOtherPrograms on(int port) throws SQLException {
    return new OpenToOtherPrograms(
        Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifExists", "-tcpDaemon")
            .start());
  }

  /** Where it listens. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}
