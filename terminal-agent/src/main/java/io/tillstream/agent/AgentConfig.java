package io.tillstream.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a terminal agent. Each can be given as an environment variable: {@code
 * tillstream.agent.poll-shortest} is {@code TILLSTREAM_AGENT_POLL_SHORTEST}.
 */
@ConfigMapping(prefix = "tillstream.agent")
public interface AgentConfig {

  /**
   * When the store is silent for this long beyond the time at which it was expected to speak, the
   * terminal is offline: receipts are marked, nothing else changes. Shorter marks receipts when the
   * store is merely slow.
   */
  @WithDefault("5s")
  Duration offlineAfter();

  /**
   * The folder of witnesses, which tell a restored or copied journal from the newest one. A disk
   * that no image of the till's own disk includes catches most; without a setting it is a folder of
   * the system's, which catches a copied data directory but not an image of the whole disk. One
   * that is lost costs an enrolment.
   */
  Optional<Path> witness();

  /**
   * How long the start waits for the store's word before the till may sell without it. Longer
   * delays the opening of a shop whose line is down; shorter lets a copied journal number first.
   */
  @WithDefault("2s")
  Duration greetWithin();

  /**
   * Pause between two questions for changes while something changes and no line of pokes stands.
   */
  @WithDefault("5s")
  Duration pollShortest();

  /** Pause to which the questions slow down while nothing changes and no line of pokes stands. */
  @WithDefault("60s")
  Duration pollLongest();

  /**
   * Pause between two questions while the store says by itself when something is new. Only for what
   * it forgot to say.
   */
  @WithDefault("60s")
  Duration pollBesideLine();

  /**
   * How often the store is expected to give a sign of life on its line of pokes until it has said
   * so itself; after three missing ones the terminal calls again.
   */
  @WithDefault("10s")
  Duration heartbeat();

  /** Longest rest before the first attempt to have the line of pokes again; doubles. */
  @WithDefault("500ms")
  Duration lineRestShortest();

  /** Longest rest between later attempts. Each is drawn at random from nothing up to it. */
  @WithDefault("10s")
  Duration lineRestLongest();

  /**
   * Between two comparisons of the reference data's sums with the store's. The first follows the
   * start within a quarter of it.
   */
  @WithDefault("1h")
  Duration verifyEvery();

  /** Between two comparisons that read every row, to find what the disk has spoilt. */
  @WithDefault("24h")
  Duration verifyThoroughlyEvery();

  /** Rest after the first failed upload; doubles up to the longest, spread at random. */
  @WithDefault("250ms")
  Duration restShortest();

  /** Longest rest after failed uploads. Ends early when the store is heard again. */
  @WithDefault("30s")
  Duration restLongest();

  /** Rest between attempts while the store refuses this terminal's credential. */
  @WithDefault("30s")
  Duration restRefused();

  /**
   * Between two questions for changed series templates and shared ranges. Numbers that run low are
   * asked for at once.
   */
  @WithDefault("5m")
  Duration seriesCheck();

  /**
   * Between two questions for scarce items that run low here. Longer sells less of them before the
   * store has answered; shorter asks a store that has none left more often.
   */
  @WithDefault("5s")
  Duration leasePause();

  /**
   * For the store to answer when a sale waits for scarce goods that are not leased to this terminal
   * yet; after that the sale is refused. Longer keeps the customer waiting.
   */
  @WithDefault("2s")
  Duration leaseWait();

  /** For a connection to the store to stand. */
  @WithDefault("3s")
  Duration connectTimeout();

  /**
   * Without any piece of an answer for this long, a request is given up. A long answer over a slow
   * line may take longer as a whole.
   */
  @WithDefault("10s")
  Duration progressTimeout();

  /** Documents in one upload; the store takes at most 1,000. */
  @WithDefault("500")
  int batchDocumentsMax();

  /** Bytes in one upload before compression; a larger document goes alone. */
  @WithDefault("1048576")
  int batchBytesMax();

  /** Rows in one page of changes; more need more memory at once. */
  @WithDefault("5000")
  int pageRows();

  /**
   * For how long documents are kept here after they were recorded; then they are deleted, once head
   * office holds them. Shorter needs less room; longer lets this terminal help a store that has
   * lost its books without head office.
   */
  @WithDefault("30d")
  Duration retention();

  /**
   * Bytes of the file that is given up for the sale that finds the disk full. 0 keeps none, which
   * is dangerous: the next sale is then refused while the shop is open.
   */
  @WithDefault("8388608")
  long reserveBytes();
}
