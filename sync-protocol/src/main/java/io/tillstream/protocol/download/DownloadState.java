package io.tillstream.protocol.download;

/**
 * A receiver of a change log. Pages are applied in order, inside one local transaction that ends at
 * a checkpoint, so readers see whole server transactions or nothing of them (I3, I5).
 */
public sealed interface DownloadState {

  /** What readers see. */
  Cursor visible();

  /** From where to ask for the next page. */
  Cursor next();

  /**
   * A receiver that restarts with what it last made visible; whatever was staged is gone with its
   * transaction.
   */
  static AtCheckpoint resume(Cursor visible) {
    return new AtCheckpoint(visible);
  }

  /**
   * Decides what to do with a page. Pure.
   *
   * @return the state after applying it, or {@link Reseed} when the page is of another log or does
   *     not continue this one
   */
  default DownloadState accept(PageHeader page) {
    Cursor next = next();
    boolean sameLog = next.incarnation() == null || next.incarnation().equals(page.incarnation());
    boolean continues =
        page.after() == next.seq() && page.to() >= page.after() && page.head() >= page.to();
    if (!sameLog || !continues) {
      return new Reseed(visible());
    }
    Cursor reached = new Cursor(page.incarnation(), page.to());
    return page.isCheckpoint() ? new AtCheckpoint(reached) : new Staging(visible(), reached);
  }

  /** Everything applied is visible. */
  record AtCheckpoint(Cursor visible) implements DownloadState {
    @Override
    public Cursor next() {
      return visible;
    }
  }

  /** Pages are applied that nobody sees yet; a crash here forgets them. */
  record Staging(Cursor visible, Cursor next) implements DownloadState {}

  /**
   * The cursor means nothing to this log: empty the replica and begin at the start. Documents are
   * not touched (I12).
   */
  record Reseed(Cursor visible) implements DownloadState {
    @Override
    public Cursor next() {
      return Cursor.START;
    }
  }
}
