package io.tillstream.store.fleet;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** A till position of this shop. */
@Entity
@Table(name = "terminal")
public class Terminal extends PanacheEntityBase {

  /** Its name. */
  @Id
  @Column(name = "terminal")
  public String id;

  /** The last epoch granted; 0 before the first enrolment. */
  @Column(name = "epoch")
  public int epoch;

  /** When an administrator first named it, epoch milliseconds. */
  @Column(name = "created_at_millis")
  public long createdAtMillis;

  /** When its present credential was issued, or null. */
  @Column(name = "enrolled_at_millis")
  public Long enrolledAtMillis;

  /** When its credential was withdrawn without a successor, or null. */
  @Column(name = "revoked_at_millis")
  public Long revokedAtMillis;

  /** When it last called, as of the last time that contacts were written down. */
  @Column(name = "last_contact_millis")
  public Long lastContactMillis;

  /** How many documents waited in its outbox then. */
  @Column(name = "pending")
  public Long pending;

  /** When the oldest of them was recorded, or null. */
  @Column(name = "oldest_pending_millis")
  public Long oldestPendingMillis;

  /** The version of its agent, or null. */
  @Column(name = "agent_version")
  public String agentVersion;

  /** Its clock minus the store's, as it measured then, or null. */
  @Column(name = "skew_millis")
  public Long skewMillis;

  /** All of them, by name. */
  static List<Terminal> byName() {
    return list("order by id");
  }
}
