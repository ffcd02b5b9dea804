package io.tillstream.store.enrolment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A one-time code; only its hash is known here. */
@Entity
@Table(name = "enrolment_code")
class EnrolmentCode extends PanacheEntityBase {

  @Id
  @Column(name = "code_hash")
  byte[] codeHash;

  @Column(name = "terminal")
  String terminal;

  @Column(name = "created_at_millis")
  long createdAtMillis;

  @Column(name = "expires_at_millis")
  long expiresAtMillis;

  @Column(name = "used_at_millis")
  Long usedAtMillis;

  /** Uses it up; false when somebody was quicker. */
  static boolean use(byte[] codeHash, long atMillis) {
    return update(
            "usedAtMillis = ?1 where codeHash = ?2 and usedAtMillis is null", atMillis, codeHash)
        == 1;
  }

  /** Ends the life of a terminal's unused codes: the newest is the only good one. */
  static void expireUnused(String terminal, long atMillis) {
    update(
        "expiresAtMillis = ?1 where terminal = ?2 and usedAtMillis is null and expiresAtMillis > ?1",
        atMillis,
        terminal);
  }
}
