package io.tillstream.store.fleet;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A credential that a terminal was given; only its hash is known here. */
@Entity
@Table(name = "credential")
public class IssuedCredential extends PanacheEntityBase {

  /** SHA-256 of the credential. */
  @Id
  @Column(name = "hash")
  public byte[] hash;

  /** Whose it is. */
  @Column(name = "terminal")
  public String terminal;

  /** For which life of the terminal's journal. */
  @Column(name = "epoch")
  public int epoch;

  /** Epoch milliseconds. */
  @Column(name = "issued_at_millis")
  public long issuedAtMillis;

  /** Epoch milliseconds, or null while it is good. */
  @Column(name = "revoked_at_millis")
  public Long revokedAtMillis;

  /** Whether a terminal has one that is good. */
  public static boolean isOneGood(String terminal) {
    return count("terminal = ?1 and revokedAtMillis is null", terminal) > 0;
  }

  /** Withdraws all that a terminal has. */
  public static void revokeAll(String terminal, long atMillis) {
    update(
        "revokedAtMillis = ?1 where terminal = ?2 and revokedAtMillis is null", atMillis, terminal);
  }
}
