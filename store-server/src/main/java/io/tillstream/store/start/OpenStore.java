package io.tillstream.store.start;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tillstream.platform.database.Migrate;
import io.tillstream.platform.database.NewerDatabase;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.store.downlink.FollowHeadOffice;
import io.tillstream.store.inbox.InboxConfig;
import io.tillstream.store.inbox.OpenToOtherPrograms;
import io.tillstream.store.inbox.WatchInbox;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.retrieval.Retrieve;
import io.tillstream.store.shop.ShopConfig;
import io.tillstream.store.transfer.HearOfTransfers;
import io.tillstream.store.uplink.JudgeUplink;
import io.tillstream.store.uplink.Uplink;
import io.tillstream.store.uplink.UplinkConfig;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WrongStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Currency;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** Opens the books before the first request is taken, and closes them after the last. */
@Singleton
class OpenStore {

  private static final Logger LOG = Logger.getLogger(OpenStore.class);
  private static final int BEFORE_ALL_OTHERS = 1;
  private static final int AFTER_ALL_OTHERS = 10_000; // they may have something left to write

  private final ShopConfig config;
  private final UplinkConfig uplinkConfig;
  private final DataSource database;
  private final Provider<Writer> writer;
  private final Provider<Restoration> restoration;
  private final Provider<Retrieve> retrieve;
  private final Provider<Uplink> uplink;
  private final Provider<HearOfTransfers> transfers;
  private final Provider<FollowHeadOffice> downlink;
  private final Provider<WatchInbox> inbox;
  private final InboxConfig inboxConfig;
  private final String url;
  private final Optional<String> password;
  private OpenToOtherPrograms otherPrograms;

  OpenStore(
      ShopConfig config,
      UplinkConfig uplinkConfig,
      DataSource database,
      Provider<Writer> writer,
      Provider<Restoration> restoration,
      Provider<Retrieve> retrieve,
      Provider<Uplink> uplink,
      Provider<HearOfTransfers> transfers,
      Provider<FollowHeadOffice> downlink,
      Provider<WatchInbox> inbox,
      InboxConfig inboxConfig,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
    this.config = config;
    this.uplinkConfig = uplinkConfig;
    this.database = database;
    this.writer = writer;
    this.restoration = restoration;
    this.retrieve = retrieve;
    this.uplink = uplink;
    this.transfers = transfers;
    this.downlink = downlink;
    this.inbox = inbox;
    this.inboxConfig = inboxConfig;
    this.url = url;
    this.password = password;
  }

  void onStart(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event) {
    try {
      requireShop();
      requireUplink();
      Migrate.run(database, "store");
      writer.get().open();
      restoration.get().open();
      retrieve.get().start();
      uplink.get().start();
      transfers.get().start();
      downlink.get().start();
      inbox.get().start();
      openToOtherPrograms();
    } catch (CannotStart | NewerDatabase | WrongStore e) {
      giveUp(e.getMessage());
    } catch (SQLException | FlywayException e) {
      giveUp("the database cannot be used: " + firstLine(root(e)));
    }
    LOG.infof("Store %s is open at seq %d", config.id(), (Object) writer.get().published().seq());
  }

  void onStop(@Observes @Priority(AFTER_ALL_OTHERS) ShutdownEvent event) {
    if (otherPrograms != null) {
      otherPrograms.close();
    }
    inbox.get().stop();
    downlink.get().stop();
    transfers.get().stop();
    uplink.get().stop();
    retrieve.get().stop();
    restoration.get().close();
    writer.get().close();
  }

  private void openToOtherPrograms() throws SQLException {
    if (inboxConfig.port().isEmpty() || !url.startsWith("jdbc:h2:")) {
      return;
    }
    if (password.orElse("").isEmpty()) {
      throw new CannotStart(
          "tillstream.other-programs.port: every program on this computer could write the books;"
              + " give the database a password (STORE_DB_PASSWORD) first");
    }
    otherPrograms = OpenToOtherPrograms.on(inboxConfig.port().getAsInt());
  }

  private void requireShop() {
    try {
      new StoreId(config.id());
    } catch (InvalidIdentity e) {
      throw new CannotStart("tillstream.store.id: " + e.getMessage());
    }
    try {
      Currency.getInstance(config.currency());
    } catch (IllegalArgumentException e) {
      throw new CannotStart(
          "tillstream.store.currency: '" + config.currency() + "' is no ISO 4217 currency");
    }
  }

  private void requireUplink() {
    Optional<String> fault = JudgeUplink.fault(uplinkConfig);
    if (fault.isPresent()) {
      throw new CannotStart(fault.get());
    }
  }

  /** Ends the program before anything was opened that would need to be closed. */
  private static void giveUp(String why) {
    LOG.fatalf("The store server cannot start: %s", why);
    Runtime.getRuntime().halt(1);
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }
}
