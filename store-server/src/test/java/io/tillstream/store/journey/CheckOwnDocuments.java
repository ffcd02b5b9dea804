package io.tillstream.store.journey;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.tillstream.store.OwnDocuments;
import java.sql.SQLException;
import javax.sql.DataSource;

/** After each class of journeys: what the store made of its own is what docs/schema says. */
public final class CheckOwnDocuments implements QuarkusTestAfterAllCallback {

  @Override
  public void afterAll(QuarkusTestContext context) {
    try {
      OwnDocuments.check(Arc.container().instance(DataSource.class).get());
    } catch (SQLException e) {
      throw new AssertionError("the store's documents cannot be read", e);
    }
  }
}
