package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.stage.Stage;
import io.tillstream.endtoend.tier.Administration;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Says where everything is, and waits for Ctrl-C. */
final class KeepRunning {

  private final Chain chain;
  private final Stage stage;
  private final PrintStream out;

  KeepRunning(Chain chain, Stage stage, PrintStream out) {
    this.chain = chain;
    this.stage = stage;
    this.out = out;
  }

  void untilInterrupted() throws InterruptedException {
    out.println();
    out.println("Still running");
    server("Head office", chain.headOffice().admin().address(), chain.headOffice().data());
    line("  log", chain.headOffice().program().log().toString());
    for (Store store : chain.stores()) {
      server("Store " + store.id(), store.admin().address() + "/console", store.data());
      line("  log", store.program().log().toString());
    }
    for (Terminal terminal : chain.terminals()) {
      line("Terminal " + terminal.name(), terminal.local().address() + "/v1/status");
      line("  log", terminal.program().log().toString());
    }
    out.println();
    out.println(
        "Ctrl-C (or kill "
            + ProcessHandle.current().pid()
            + ") stops everything; the data stays in");
    out.println(stage.data());
    new CountDownLatch(1).await();
  }

  private void server(String name, String address, Path data) {
    line(name, address);
    line("  log in as", Administration.USER + ", password in " + Administration.passwordFile(data));
  }

  private void line(String name, String value) {
    out.println("  %-20s %s".formatted(name, value));
  }
}
