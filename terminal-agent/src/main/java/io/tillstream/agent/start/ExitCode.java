package io.tillstream.agent.start;

/** How the program ends; scripts and service managers go by these numbers. */
public enum ExitCode {
  /** Done, or stopped as asked. */
  OK(0),
  /** Something unforeseen. */
  FAILED(1),
  /** The command line cannot be understood. */
  USAGE(2),
  /** There is no identity in the data directory. */
  NOT_ENROLLED(10),
  /** Another agent works in the data directory. */
  DIRECTORY_IN_USE(11),
  /** There is no room on the disk. */
  DISK_FULL(12),
  /** A newer version of the program has been here. */
  NEWER_DATABASE(13),
  /** The store said no. */
  ENROLMENT_REFUSED(14),
  /** The store did not answer. */
  STORE_UNREACHABLE(15),
  /** There is an identity in the data directory already. */
  ALREADY_ENROLLED(16),
  /** A file that was carried here cannot be taken over. */
  FILE_REFUSED(17);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
