package io.tillstream.headoffice.database;

import io.quarkus.runtime.StartupEvent;
import io.tillstream.platform.database.Migrate;
import io.tillstream.platform.database.NewerDatabase;
import io.tillstream.platform.start.GiveUp;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the database to this program's version before anything else touches it, or says in one
 * line why that cannot be.
 */
@Singleton
class MigrateAtStart {

  void migrate(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start,
      DataSource dataSource) {
    try {
      Migrate.run(dataSource, "head-office");
    } catch (NewerDatabase e) {
      GiveUp.because(e.getMessage());
    } catch (SQLException | FlywayException e) {
      GiveUp.because(e);
    }
  }
}
