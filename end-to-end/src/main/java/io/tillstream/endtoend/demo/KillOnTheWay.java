package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.program.ProgramFailed;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Computer;
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
    kill("head office", chain.headOffice());
    for (Store store : chain.stores()) {
      kill("store server " + store.id(), store);
    }
  }

  private void agents() throws IOException, InterruptedException {
    for (Terminal terminal : chain.terminals()) {
      kill("the agent of " + terminal.name(), terminal);
    }
  }

  private void kill(String name, Computer computer) throws IOException, InterruptedException {
    progress.accept("Killing " + name + " and starting it again");
    computer.program().kill();
    computer.comeUp();
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
