package io.tillstream.store.enrolment;

import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.store.database.Durably;
import io.tillstream.store.incarnation.Restoration;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/**
 * Brings a grant to disk, in the database and beside it, before its machine hears of it: what was
 * granted is not granted again, also when the database goes back (I10). Thread-safe.
 */
@Singleton
class RememberGrant {

  private final Durably durably;
  private final Restoration restoration;

  RememberGrant(Durably durably, Restoration restoration) {
    this.durably = durably;
    this.restoration = restoration;
  }

  /** The same grant, once it is remembered. */
  EnrolmentGrant of(EnrolmentGrant committed) throws SQLException {
    durably.settle();
    restoration.granted();
    return committed;
  }
}
