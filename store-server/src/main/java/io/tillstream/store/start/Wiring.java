package io.tillstream.store.start;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.store.conflict.FindConflicts;
import io.tillstream.store.inbox.InboxConfig;
import io.tillstream.store.inbox.WatchInbox;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.shop.ShopConfig;
import io.tillstream.store.uplink.HeadOfficeProgress;
import io.tillstream.store.writer.Fence;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterConfig;
import io.tillstream.store.writer.WriterMeters;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import javax.sql.DataSource;

/** Makes what has no framework in it. */
class Wiring {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  HeadOfficeProgress headOfficeProgress() {
    return new HeadOfficeProgress();
  }

  @Produces
  @Singleton
  Shop shop(ShopConfig config) {
    return new Shop(new StoreId(config.id()), Currency.getInstance(config.currency()));
  }

  @Produces
  @Singleton
  WatchInbox watchInbox(DataSource database, Writer writer, InboxConfig config) {
    return new WatchInbox(database, writer, config);
  }

  @Produces
  @Singleton
  Writer writer(
      DataSource database, Shop shop, WriterConfig limits, MeterRegistry meters, Clock clock) {
    return new Writer(
        database, shop, limits, new WriterMeters(meters), clock, List.of(new FindConflicts(shop)));
  }

  @Produces
  @Singleton
  Fence fence(Writer writer, DataSource database) {
    return new Fence(writer, database);
  }
}
