package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.program.ProgramFailed;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Kills each program once while the tills sell, and starts it again. */
final class KillOnTheWay {

  private final Chain chain;
  private final Consumer<String> progress;

  KillOnTheWay(Chain chain, Consumer<String> progress) {
    this.chain = chain;
    this.progress = progress;
  }

  /** What is done beside it. */
  @FunctionalInterface
  interface Selling {
    /** Sells, until all is sold. */
    void sell() throws IOException, InterruptedException;
  }

  /** While this is sold: head office, then the stores. */
  void serversWhile(Selling selling) throws IOException, InterruptedException {
    during(selling, this::servers);
  }

  /** While this is sold: every agent. */
  void agentsWhile(Selling selling) throws IOException, InterruptedException {
    during(selling, this::agents);
  }

  private void servers() throws IOException, InterruptedException {
    progress.accept("Killing head office and starting it again");
    chain.headOffice().program().kill();
    chain.headOffice().start();
    chain.headOffice().awaitReady();
    for (Store store : chain.stores()) {
      progress.accept("Killing store server " + store.id() + " and starting it again");
      store.program().kill();
      store.start();
      store.awaitReady();
    }
  }

  private void agents() throws IOException, InterruptedException {
    for (Terminal terminal : chain.terminals()) {
      progress.accept("Killing the agent of " + terminal.name() + " and starting it again");
      terminal.program().kill();
      terminal.start();
      terminal.awaitReady();
    }
  }

  private static void during(Selling selling, Selling killing)
      throws IOException, InterruptedException {
    try (ExecutorService aside = Executors.newSingleThreadExecutor()) {
      Future<Void> killed =
          aside.submit(
              () -> {
                killing.sell();
                return null;
              });
      selling.sell();
      killed.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProgramFailed failed) {
        throw failed;
      }
      throw new IOException("a program that was killed does not come back: " + e.getCause(), e);
    }
  }
}
