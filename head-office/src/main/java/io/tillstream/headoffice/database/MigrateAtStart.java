package io.tillstream.headoffice.database;

import io.quarkus.runtime.StartupEvent;
import io.tillstream.platform.database.Migrate;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Brings the database to this program's version before anything else touches it. */
@Singleton
class MigrateAtStart {

  void migrate(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start,
      DataSource dataSource)
      throws SQLException {
    Migrate.run(dataSource, "head-office");
  }
}
