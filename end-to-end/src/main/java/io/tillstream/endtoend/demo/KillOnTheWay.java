package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.demo.Beside.Doing;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Computer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.util.function.Consumer;

/** Kills programs while the tills sell, head office twice and each other once, and starts them. */
final class KillOnTheWay {

  private final Chain chain;
  private final Consumer<String> progress;

  KillOnTheWay(Chain chain, Consumer<String> progress) {
    this.chain = chain;
    this.progress = progress;
  }

  /** While this is done: head office, then the stores. */
  void serversWhile(Doing selling) throws IOException, InterruptedException {
    Beside.run(selling, this::servers);
  }

  /** While this is done: every agent, and head office again. */
  void agentsWhile(Doing selling) throws IOException, InterruptedException {
    Beside.run(selling, this::agents, this::headOffice);
  }

  private void servers() throws IOException, InterruptedException {
    headOffice();
    for (Store store : chain.stores()) {
      kill("store server " + store.id(), store);
    }
  }

  private void headOffice() throws IOException, InterruptedException {
    kill("head office", chain.headOffice());
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
}
