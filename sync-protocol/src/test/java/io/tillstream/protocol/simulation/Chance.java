package io.tillstream.protocol.simulation;

/** What is left to chance: faults, people's doings, and mere quantities. */
enum Chance {
  // Faults.
  PROGRAM_DIES("dies", true),
  POWER_FAILS("dies by a power cut", true),
  MESSAGE_DROPPED("a message is lost", true),
  MESSAGE_DOUBLED("a message arrives twice", true),
  MESSAGE_DELAYED("a message is overtaken", true),
  LINK_CUT("the link is cut", true),
  DISK_FILLS("the disk is full", true),
  CLOCK_JUMPS("the clock jumps", true),
  JOURNAL_RESTORED("the journal is restored from a copy", true),
  DISK_RESTORED("the whole disk is restored from an image, witness included", true),
  CLONED("the disk is copied to another machine", true),
  JOURNAL_COPIED("the journal alone is copied to another machine", true),
  REPLICA_LOST("the reference database is lost", true),
  STORE_RESTORED("the store database is restored from a backup", true),
  SECOND_PROCESS("a second store process takes over", true),
  TERMINAL_UPGRADED("the agent is replaced by a newer version", true),
  BROKEN_DOCUMENT("records a document that makes no sense", true),
  UNKNOWN_ITEM("sells an item that nobody knows yet", true),
  // People's doings.
  SALE("sells", false),
  PRICES_CHANGE("two prices change together", false),
  ITEM_ARRIVES("an item enters the catalogue", false),
  ITEM_LEAVES("an item leaves the catalogue", false),
  LOG_SHORTENED("the change log is shortened", false),
  BACKUP("a backup is made", false),
  TECHNICIAN("the technician comes", false),
  // Quantities.
  AMOUNT("", false);

  final String words;
  final boolean isFault;
  final long code;

  Chance(String words, boolean isFault) {
    this.words = words;
    this.isFault = isFault;
    this.code = words.hashCode() & 0xFFFFF;
  }
}
